public import Compute
public import Vocabulary

/// The user's own table of text: comma, tab or semicolon between fields, a header, a label column.
public struct CSVSource: DatasetSource {
  static let path = Parameter.file("path", help: "One table, which the study splits.", synonyms: ["file"]).optional
  static let train = Parameter.file("train", help: "The training table, beside test and validation.").optional
  static let validation = Parameter.file(
    "validation", help: "The validation table; left out, validation rows are drawn from the training table."
  ).optional
  static let test = Parameter.file("test", help: "The test table.").optional
  static let label = Parameter.text(
    "label", default: "label", help: "The name of the label column.",
    synonyms: ["target", "class", "y"])
  static let labels = Parameter<Labels>.choice(
    "labels", default: .classes,
    help: "What labels are: names of classes, text or whole numbers; or numbers to be predicted.",
    synonyms: ["label_type", "targets", "problem"])
  static let ignore = Parameter<[String]>(
    "ignore", .list(.text, count: 0...10_000), default: .list([]),
    help: "Names of columns that are neither features nor the label; an unnamed column is column_ and its number.",
    synonyms: ["drop", "exclude", "skip"]
  ) { value in
    guard case .list(let items) = value else { return nil }
    return items.compactMap { if case .text(let name) = $0 { name } else { nil } }
  }
  static let attributes = Parameter<[String]>(
    "attributes", .list(.text, count: 0...1000), default: .list([]),
    help: "Names of columns that are no features but describe a row, such as who provided it.",
    synonyms: ["groups", "metadata"]
  ) { value in
    guard case .list(let items) = value else { return nil }
    return items.compactMap { if case .text(let name) = $0 { name } else { nil } }
  }.silent
  static let delimiter = Parameter<Delimiter>.choice(
    "delimiter", default: .automatic,
    help: "What stands between fields; by default a tab in files named .tsv or .tsv.gz and a comma in others.",
    synonyms: ["separator", "sep"])
  static let categorical = Parameter<Categorical>.choice(
    "categorical", default: .error,
    help: "What to do with text columns: refuse them, or make an indicator feature of each level.",
    synonyms: ["encoding", "text"])

  public static let card = Card(
    "csv", .source, revision: 1,
    "Your own table with a header and a label column, or one table for each part; gzip is recognised.",
    citation: "Shafranovich, RFC 4180, 2005",
    parameters: [
      path, train, validation, test, label, labels, ignore, attributes, delimiter, categorical,
      KnownCorruption.parameter,
    ],
    synonyms: ["tsv", "table", "text_file"])

  enum Delimiter: String, Sendable, CaseIterable {
    case automatic, comma, tab, semicolon

    func byte(for path: String) -> UInt8 {
      switch self {
      case .automatic: path.hasSuffix(".tsv") || path.hasSuffix(".tsv.gz") ? UInt8(ascii: "\t") : UInt8(ascii: ",")
      case .comma: UInt8(ascii: ",")
      case .tab: UInt8(ascii: "\t")
      case .semicolon: UInt8(ascii: ";")
      }
    }
  }

  enum Labels: String, Sendable, CaseIterable {
    case classes, numbers
  }

  enum Categorical: String, Sendable, CaseIterable {
    case error
    case oneHot = "one_hot"
  }

  private let whole: String?
  private let parts: (train: String?, validation: String?, test: String?)
  private let label: String
  private let hasTargets: Bool
  private let ignored: [String]
  public let attributes: [String]
  private let delimiter: Delimiter
  private let isOneHot: Bool
  private let corruption: KnownCorruption?

  public init(_ arguments: Arguments) {
    whole = arguments[Self.path]
    parts = (arguments[Self.train], arguments[Self.validation], arguments[Self.test])
    (label, hasTargets) = (arguments[Self.label], arguments[Self.labels] == .numbers)
    (ignored, attributes) = (arguments[Self.ignore], arguments[Self.attributes])
    (delimiter, isOneHot) = (arguments[Self.delimiter], arguments[Self.categorical] == .oneHot)
    corruption = arguments[KnownCorruption.parameter]
  }

  public var files: [DataFile] {
    [whole, parts.train, parts.validation, parts.test].compactMap { $0 }.map { .user($0) } + (corruption?.files ?? [])
  }

  public func load(from files: DataFiles, seeds: SeedStream, requested: Int?) throws(DatasetError) -> LoadedData {
    let paths = try Tables(
      whole: whole, train: parts.train, validation: parts.validation, test: parts.test, source: Self.card.name,
      expected: "path, or train, test and, unless validation is drawn from the training table, validation")
    guard Set(attributes).count == attributes.count else {
      throw .arguments(source: Self.card.name, reason: "expected attributes that differ, found one named twice")
    }
    let tables = try paths.map { path throws(DatasetError) in try table(path, files) }
    let encoding = try CSVEncoding(tables.all)
    let rows = try tables.map { table throws(DatasetError) in try encoding.rows(of: table) }
    return try LoadedData(
      rows, corrupted: try corruption?.rows(from: files, count: rows.all[0].labels.count),
      classNames: hasTargets ? [label] : nil, featureNames: encoding.names, attributeNames: attributes)
  }

  private func table(_ path: String, _ files: DataFiles) throws(DatasetError) -> LabelledCSV {
    let layout = CSVLayout(
      label: label, delimiter: delimiter.byte(for: path), hasTargets: hasTargets, ignored: ignored,
      attributes: attributes, isOneHot: isOneHot)
    return try LabelledCSV(try files.bytes(of: .user(path)), path: files.resolved(path), layout: layout)
  }
}
