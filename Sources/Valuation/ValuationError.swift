/// What can go wrong while valuing data, with the facts a message needs.
public enum ValuationError: Error, Hashable {
  /// Which part of the data a fact is about.
  public enum Part: String, Sendable, Hashable {
    case training, validation
  }

  /// A part that a method needs has no examples.
  case noExamples(Part)
  /// An example has a feature that is missing, infinite or too large for squared distances in single precision.
  case unusableFeatures(Part, row: Int)
  /// The method reads the training epoch by epoch, and this model cannot be watched.
  case unwatchableModel(method: String, model: String)
  /// A value came out as no number, although nothing before it had failed.
  case notFinite(method: String, example: Int)
}

extension ValuationError: CustomStringConvertible {
  /// What was expected, what was found, what to do.
  public var description: String {
    switch self {
    case .noExamples(let part):
      "Valuing needs \(part.rawValue) examples, and there are none: raise the \(part.rawValue) count of the split."
    case .unusableFeatures(let part, let row):
      "Distances need finite features of moderate size, and \(part.rawValue) example \(row) has others: "
        + "repair the row or standardize the features."
    case .unwatchableModel(let method, let model):
      "\(method) needs a model that is trained epoch by epoch with a linear last layer, and \(model) is not: "
        + "name a softmax_regression."
    case .notFinite(let method, let example):
      "\(method) gave training example \(example) a value that is no finite number: "
        + "check the features' scale and the model's learning rate."
    }
  }
}
