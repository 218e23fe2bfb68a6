import Compute
import Valuation
public import Vocabulary

extension WorkedExample {
  /// The tables of ``tables(names:)`` with players as numbers from 0; names belong to the page, not to the result.
  public var artifact: Artifact {
    Artifact(tables(names: Self.numbers(players)).map { .init($0.name, .table($0.table)) })
  }

  private static func numbers(_ players: Int) -> [String] { (0..<players).map { "\($0)" } }

  /// Reads what ``artifact`` wrote.
  public init(_ artifact: Artifact) {
    func table(_ name: String) -> Table {
      guard let table = artifact.table(name) else {
        preconditionFailure("no '\(name)' among \(artifact.items.map(\.name))")
      }
      return table
    }
    let values = table("values")
    let orders = table("orderings")
    let contributions = (0..<values.count).map { orders.fractions("adds_\($0)") }
    let walks = orders.texts("order").enumerated().map { row, order in
      Walk(order: order.split(separator: " ").compactMap { Int($0) }, contributions: contributions.map { $0[row] })
    }
    self.init(
      RationalGame(players: values.count, table: table("coalitions").fractions("utility")),
      weights: table("weights").fractions("weight"), values: values.fractions("value"),
      estimates: values.column("estimate") == nil ? nil : values.reals("estimate"), walks: walks,
      ground: Ground(artifact))
  }

  /// What a page may ship: every coalition, order, value and weighed contribution, and the points with their ranks.
  ///
  /// Fractions are texts such as "1/6", with the nearest number beside each; coalitions are members joined by "+", "none"
  /// for nobody.
  public func tables(names: [String]) -> [(name: String, table: Table)] {
    precondition(names.count == players, "\(names.count) names for \(players) players")
    return [
      ("coalitions", coalitionTable(names)), ("orderings", orderTable(names)), ("values", valueTable(names)),
      ("marginals", marginalTable(names)), ("weights", weightTable),
    ] + ground.tables(names: names)
  }

  private func coalitionTable(_ names: [String]) -> Table {
    let masks = Array(game.table.indices)
    return Table(
      [
        .init("mask", .integers(masks)), .init("members", .texts(masks.map { Self.joined($0, names) })),
        .init("size", .integers(masks.map(\.nonzeroBitCount))),
      ] + Table.Column.pair("utility", game.table))
  }

  private func orderTable(_ names: [String]) -> Table {
    Table(
      [.init("order", .texts(walks.map { $0.order.map { names[$0] }.joined(separator: " ") }))]
        + names.indices.flatMap { player in
          let added = walks.map { $0.contributions[player] }
          return [
            Table.Column("adds_\(names[player])", .texts(added.map(\.description))),
            Table.Column("number_\(names[player])", .reals(added.map(\.double))),
          ]
        })
  }

  private func valueTable(_ names: [String]) -> Table {
    let estimate = estimates.map { estimates -> [Table.Column] in
      [
        .init("estimate", .reals(estimates)),
        .init("difference", .reals(zip(estimates, values).map { $0 - $1.double })),
      ]
    }
    return Table(
      [.init("player", .texts(names))] + Table.Column.pair("value", values) + (estimate ?? []))
  }

  private func marginalTable(_ names: [String]) -> Table {
    let rows = (0..<players).flatMap { player in
      game.table.indices.filter { $0 >> player & 1 == 0 }.map { (player: player, mask: $0) }
    }
    let marginals = rows.map { marginal(of: $0.player, joining: $0.mask) }
    let weights = rows.map { self.weights[$0.mask.nonzeroBitCount] }
    return Table(
      [
        .init("player", .texts(rows.map { names[$0.player] })), .init("mask", .integers(rows.map(\.mask))),
        .init("joins", .texts(rows.map { Self.joined($0.mask, names) })),
        .init("size", .integers(rows.map(\.mask.nonzeroBitCount))),
      ] + Table.Column.pair("marginal", marginals) + Table.Column.pair("weight", weights)
        + Table.Column.pair("product", zip(weights, marginals).map { $0 * $1 }))
  }

  private var weightTable: Table {
    Table([.init("size", .integers(Array(0..<players)))] + Table.Column.pair("weight", weights))
  }

  private static func joined(_ mask: Int, _ names: [String]) -> String {
    mask == 0 ? "none" : members(of: mask).map { names[$0] }.joined(separator: "+")
  }
}

extension Table.Column {
  /// A column of fractions and one of the nearest numbers.
  static func pair(_ name: String, _ fractions: [Rational]) -> [Table.Column] {
    [.init(name, .texts(fractions.map(\.description))), .init("\(name)_number", .reals(fractions.map(\.double)))]
  }
}

extension Table {
  /// A column that was written as texts of fractions.
  func fractions(_ name: String) -> [Rational] {
    texts(name).map { text in
      guard let fraction = Rational(text) else { preconditionFailure("'\(text)' in '\(name)' is no fraction") }
      return fraction
    }
  }
}
