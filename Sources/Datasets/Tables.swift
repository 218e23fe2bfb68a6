/// One table to be split, or a table for each part; a missing validation table is drawn from the training rows.
enum Tables<Table> {
  case whole(Table)
  case parts(train: Table, validation: Table?, test: Table)

  /// Takes what the study gave; throws where that is neither form.
  init(
    whole: Table?, train: Table?, validation: Table?, test: Table?, source: String, expected: String
  ) throws(DatasetError) {
    switch (whole, train, validation, test) {
    case (let whole?, nil, nil, nil): self = .whole(whole)
    case (nil, let train?, let validation, let test?): self = .parts(train: train, validation: validation, test: test)
    default: throw .arguments(source: source, reason: "expected either \(expected), and not a mixture")
    }
  }

  /// In the order of the parts.
  var all: [Table] {
    switch self {
    case .whole(let table): [table]
    case .parts(let train, let validation, let test): [train] + (validation.map { [$0] } ?? []) + [test]
    }
  }

  func map<Other>(_ body: (Table) throws(DatasetError) -> Other) throws(DatasetError) -> Tables<Other> {
    switch self {
    case .whole(let table): return .whole(try body(table))
    case .parts(let train, let validation?, let test):
      return .parts(train: try body(train), validation: try body(validation), test: try body(test))
    case .parts(let train, nil, let test):
      return .parts(train: try body(train), validation: nil, test: try body(test))
    }
  }
}

extension Tables<RawRows> {
  /// What the parts may be drawn from.
  var pools: LoadedData.Pools {
    switch self {
    case .whole: .whole
    case .parts(let train, let validation, let test):
      .parts(
        train: train.labels.count, validation: validation?.labels.count ?? 0, test: test.labels.count)
    }
  }
}
