public import Compute
public import Vocabulary

/// The user's own colour images of 32 × 32 pixels in the binary format of CIFAR-10.
public struct CIFARBinary: DatasetSource {
  static let path = list("path", "Files with all rows, which the study splits", synonyms: ["file", "files"])
  static let train = list("train", "Files with the training rows, beside test and validation")
  static let validation = list(
    "validation", "Files with the validation rows, drawn from the training rows where there are none")
  static let test = list("test", "Files with the test rows")
  static let classes = Parameter.integer(
    "classes", 2...256, default: 10, help: "How many classes there are; every label is below.",
    synonyms: ["n_classes", "num_classes"])
  static let classNames = Parameter<[String]?>(
    "class_names", .list(.text, count: 2...256), default: Value.none,
    help: "Names of the classes in the order of their labels; left out, the labels are their names.",
    synonyms: ["labels", "names"]
  ) { value in
    guard case .list(let items) = value else { return .some(nil) }
    return items.compactMap { if case .text(let name) = $0 { name } else { nil } }
  }

  public static let card = Card(
    "cifar_binary", .source, revision: 1,
    "Your own colour images of 32×32 pixels in the binary format of CIFAR-10, in one or several files for all rows or for "
      + "each part, pixels divided by 255; gzip is recognised.",
    citation: "Krizhevsky, Learning Multiple Layers of Features from Tiny Images, University of Toronto, 2009",
    parameters: [path, train, validation, test, classes, classNames], synonyms: ["cifar", "cifar_bin"])

  public static let mayGiveImages = true

  private let whole: [String]?
  private let parts: (train: [String]?, validation: [String]?, test: [String]?)
  private let names: [String]
  private let classes: Int

  public init(_ arguments: Arguments) {
    whole = arguments[Self.path]
    parts = (arguments[Self.train], arguments[Self.validation], arguments[Self.test])
    classes = arguments[Self.classes]
    names = arguments[Self.classNames] ?? (0..<classes).map { "\($0)" }
  }

  private static func list(_ name: String, _ help: String, synonyms: [String] = []) -> Parameter<[String]?> {
    Parameter(
      name, .list(.file, count: 1...1000), default: Value.none, help: "\(help); gzip is recognised.",
      synonyms: synonyms
    ) { value in
      guard case .list(let items) = value else { return .some(nil) }
      return items.compactMap { if case .text(let path) = $0 { path } else { nil } }
    }
  }

  public var files: [DataFile] {
    [whole, parts.train, parts.validation, parts.test].compactMap { $0 }.flatMap { $0 }.map { .user($0) }
  }

  public func load(from files: DataFiles, seeds: SeedStream, requested: Int?) throws(DatasetError) -> LoadedData {
    guard names.count == classes, Set(names).count == classes else {
      throw .arguments(
        source: Self.card.name,
        reason:
          "expected \(classes) class_names that differ, found \(Set(names).count); name every class, or say how many "
          + "classes there are")
    }
    let tables = try Tables(
      whole: whole, train: parts.train, validation: parts.validation, test: parts.test, source: Self.card.name,
      expected: "path, or train, test and, unless validation is drawn from the training files, validation")
    let records = try tables.map { paths throws(DatasetError) in
      var read: [(bytes: [UInt8], path: String)] = []
      for path in paths { read.append((try files.bytes(of: .user(path)), files.resolved(path))) }
      return try CIFARRecords(read, classes: classes)
    }
    return LoadedData(records, classNames: names)
  }
}
