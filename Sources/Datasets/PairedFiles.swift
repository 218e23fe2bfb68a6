import Vocabulary

/// The files of sources that keep features and labels apart, as parameters: either one pair or a pair for each part.
struct PairedFiles: Sendable {
  /// What the source calls its features: `features` or `images`.
  let noun: String
  /// Paths by parameter name.
  private let paths: [String: String]

  /// `features`, `labels`, `train_features`, `train_labels`, and so on for validation and test.
  static func parameters(_ noun: String) -> [Parameter<String?>] {
    [nil, .train, .validation, .test].flatMap { (part: Part?) in
      let rows = part.map { "the \($0.rawValue) rows" } ?? "all rows, which the study splits"
      return [
        Parameter.file(name(noun, part), help: "File with the \(noun) of \(rows); gzip is recognised.").optional,
        Parameter.file(name("labels", part), help: "File with the labels of \(rows); gzip is recognised.").optional,
      ]
    }
  }

  init(_ noun: String, _ arguments: Arguments) {
    self.noun = noun
    let given = Self.parameters(noun).compactMap { parameter in
      arguments[parameter].map { (parameter.declaration.name, $0) }
    }
    paths = Dictionary(uniqueKeysWithValues: given)
  }

  /// Every file that was named, in the order of the parameters.
  var files: [DataFile] { Self.parameters(noun).compactMap { paths[$0.declaration.name] }.map { .user($0) } }

  /// The pairs; throws where they are incomplete or mixed.
  func tables(source: String) throws(DatasetError) -> Tables<(features: String, labels: String)> {
    try Tables(
      whole: try pair(nil, source), train: try pair(.train, source), validation: try pair(.validation, source),
      test: try pair(.test, source), source: source,
      expected: "\(noun) and labels, or train_\(noun), train_labels, test_\(noun), test_labels and, unless validation "
        + "is drawn from the training rows, validation_\(noun) and validation_labels")
  }

  private func pair(_ part: Part?, _ source: String) throws(DatasetError) -> (features: String, labels: String)? {
    let (first, second) = (Self.name(noun, part), Self.name("labels", part))
    switch (paths[first], paths[second]) {
    case (let features?, let labels?): return (features, labels)
    case (nil, nil): return nil
    case (_?, nil): throw .arguments(source: source, reason: "'\(first)' is given without '\(second)'")
    case (nil, _?): throw .arguments(source: source, reason: "'\(second)' is given without '\(first)'")
    }
  }

  private static func name(_ noun: String, _ part: Part?) -> String { part.map { "\($0.rawValue)_\(noun)" } ?? noun }
}
