import DSL
import Datasets
import Report
import Valuation
import Vocabulary

/// The values that a chart shows, a row for each training point of replicate 0, with what tells the rows apart.
struct ValueRows {
  let loaded: LoadedStudy
  let results: StudyResults

  /// The table of ``ChartData/values(_:)``; `nil` where the step of some values failed.
  func table(methods: [String], caseName: String, by grouping: RowGrouping) throws -> Table? {
    let values = try methods.compactMap { method in
      try results.values(caseName: caseName, instance: method, replicate: 0)?.values
    }
    guard values.count == methods.count, let count = values.first?.count else { return nil }
    let set = loaded.study.cases.first { $0.name == caseName }?.data?.set
    let facts = try set.map { try rows(of: $0, grouping) } ?? [.init("row", .integers(Array(0..<count)))]
    return Table(facts + zip(methods, values).map { .init(Table.valueColumn($0), .reals($1)) })
  }

  private func rows(of set: String, _ grouping: RowGrouping) throws -> [Table.Column] {
    let ledger = try results.ledger(set, replicate: 0)
    let train = ledger.entries(of: .train)
    var columns: [Table.Column] = [.init("row", .integers(Array(ledger.rows[train])))]
    if grouping == .class {
      let data = try results.data(set)
      try data.examples.requireClasses(for: "a chart by class")
      columns.append(.init("class", .texts(ledger.labels[train].map { data.classNames[$0] })))
    }
    if let corrupted = Self.corrupted(ledger) {
      columns.append(.init("is_corrupted", .booleans(Array(corrupted[train]))))
    } else if grouping == .corruption {
      throw Failure(
        .invalid,
        "error: no row of the data set '\(set)' is known to be corrupted, so a chart cannot tell rows apart by "
          + "corruption; declare a corruption, or write `none`")
    }
    return columns
  }

  /// Wrong labels and noisy features both count; `nil` where nothing is known of either.
  private static func corrupted(_ ledger: Ledger) -> [Bool]? {
    switch (ledger.corrupted, ledger.noisy) {
    case (nil, nil): nil
    case (let labels?, nil): labels
    case (nil, let features?): features
    case (let labels?, let features?): zip(labels, features).map { $0 || $1 }
    }
  }
}
