public import Compute

/// What can go wrong while fitting or embedding, with the facts a message needs.
public enum LearningError: Error, Hashable {
  /// The loss stopped being a number or exploded at this epoch, counted from 0, under this learning rate.
  case diverged(epoch: Int, learningRate: Double)
  /// The device has no room for an update of so many examples, by its own error; `fitting` is a smaller number that does
  /// fit, or `nil` where not even one example does.
  case tooLargeBatch(examples: Int, fitting: Int?, DeviceError)
  /// No training examples, or another mismatch of the data, in words.
  case unsuitable(String)
  /// A feature that is infinite or no number; `row` is the example's row in its source, both counted from 0.
  case notFinite(row: Int, feature: Int)
  /// An example, by its row in its source, is too long for squared distances in single precision.
  case immeasurable(row: Int)
  /// A question of this position is, too.
  case immeasurableQuestion(Int)
  /// A model's outputs, or the score of this name, are infinite or no number.
  case noScore(String)
  /// More principal components were asked for than the training part has examples or features.
  case tooManyComponents(asked: Int, examples: Int, features: Int)
  /// A file of features that is no matrix with a row for each row of the source.
  case misaligned(file: String, shape: [Int], largestRow: Int)
  /// A file that is not an array, with the reader's reason.
  case unreadable(file: String, reason: String)
}

extension LearningError: CustomStringConvertible {
  /// What was expected, what was found and what to do.
  public var description: String {
    switch self {
    case .diverged(let epoch, let learningRate):
      "training diverged in epoch \(epoch): with learning rate \(learningRate) the loss exploded or stopped being a "
        + "number; lower the learning rate, or standardise the features"
    case .tooLargeBatch(let examples, let fitting, let error):
      "an update of \(examples) examples does not fit: \(error.reason); "
        + (fitting.map { "a batch of \($0) fits, so write batch_size: \($0)" }
          ?? "not even one example fits, so choose a smaller network, or another device")
    case .unsuitable(let reason): reason
    case .notFinite(let row, let feature):
      "row \(row) of the data has no finite number as feature \(feature); remove the row or repair the feature"
    case .immeasurable(let row):
      "distances need features whose squares sum to less than 1e37, and row \(row) of the data has larger ones; "
        + "standardise the features, or repair the row"
    case .immeasurableQuestion(let position):
      "distances need features whose squares sum to less than 1e37, and example \(position) of those to be predicted has "
        + "larger ones; standardise the features, or repair the example"
    case .noScore(let score):
      "the score \(score) should be a finite number, and a model's predictions or the targets are too large for one; "
        + "standardise the features, or rescale the targets"
    case .tooManyComponents(let asked, let examples, let features):
      "\(asked) principal components were asked for, but \(examples) training examples with \(features) features have "
        + "at most \(min(examples, features)); lower components"
    case .misaligned(let file, let shape, let largestRow):
      "\(file) has shape \(shape), but a matrix of at least one column was expected with a row for each row of the "
        + "data set's source, so at least \(largestRow + 1) rows; embed the whole source in its own order"
    case .unreadable(let file, let reason): "\(file) is not an array of features: \(reason)"
    }
  }
}
