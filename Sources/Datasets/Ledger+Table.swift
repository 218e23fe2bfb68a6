import Compute
public import Vocabulary

extension Ledger {
  /// Columns `part`, `row`, `label`, `true_label` (−1 for unknown), `target` where rows have one,
  /// `corrupted` where anything is known, and `noise_0`, `noise_1` … whether a row has each of ``noises``.
  public var table: Table {
    let numbers = targets.map { [Table.Column("target", .reals($0))] } ?? []
    let known = corrupted.map { [Table.Column("corrupted", .booleans($0))] } ?? []
    return Table(
      [
        Table.Column("part", .texts((0..<count).map { part(at: $0).rawValue })),
        Table.Column("row", .integers(rows)),
        Table.Column("label", .integers(labels)),
        Table.Column("true_label", .integers(trueLabels)),
      ] + numbers + known + noises.enumerated().map { Table.Column(Self.column($0), .booleans($1.rows)) })
  }

  /// A row for each of ``noises``: columns `deviation`, `units`, `stage` and `stream`; `nil` where there are none.
  public var noiseTable: Table? {
    if noises.isEmpty { return nil }
    return Table([
      Table.Column("deviation", .reals(noises.map(\.deviation))),
      Table.Column("units", .texts(noises.map(\.units.rawValue))),
      Table.Column("stage", .texts(noises.map(\.stage.rawValue))),
      Table.Column("stream", .texts(noises.map(\.draws.description))),
    ])
  }

  private static func column(_ noise: Int) -> String { "noise_\(noise)" }

  /// Reads what ``table`` and ``noiseTable`` wrote; other tables are our mistake.
  public init(_ table: Table, noises: Table? = nil) {
    let (parts, rows) = (table.texts("part"), table.integers("row"))
    func rowsOf(_ part: Part) -> [Int] { rows.indices.filter { parts[$0] == part.rawValue }.map { rows[$0] } }
    self.init(
      train: rowsOf(.train), validation: rowsOf(.validation), test: rowsOf(.test), labels: table.integers("label"),
      trueLabels: table.integers("true_label"),
      targets: table.column("target") == nil ? nil : table.reals("target"),
      corrupted: table.column("corrupted") == nil ? nil : table.booleans("corrupted"),
      noises: noises.map { noises in
        (0..<noises.count).map { Self.noise($0, of: noises, rows: table.booleans(Self.column($0))) }
      } ?? [])
    precondition(self.table.texts("part") == parts, "the parts of a ledger are not in order")
  }

  private static func noise(_ index: Int, of table: Table, rows: [Bool]) -> NormalNoise {
    guard let units = NormalNoise.Units(rawValue: table.texts("units")[index]),
      let stage = NormalNoise.Stage(rawValue: table.texts("stage")[index]),
      let key = UInt64(table.texts("stream")[index], radix: 16)
    else { preconditionFailure("no noise in row \(index)") }
    return NormalNoise(
      rows: rows, deviation: table.reals("deviation")[index], units: units, stage: stage, draws: SeedStream(root: key))
  }
}
