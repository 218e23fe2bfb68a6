import Learning
import Vocabulary

extension Score {
  /// `score:` of a method: a name, or `{confidence: row}` for one validation example.
  static let parameter = Parameter<Score>(
    "score",
    .either(
      .choice(named.map(\.name)),
      .record([
        Parameter<Int>.integer(
          "confidence", 0...1_000_000_000, help: "Position of the validation example, counted from 0."
        ).declaration
      ])),
    default: .text("accuracy"),
    help: "What a coalition is worth: how well the model trained on it does on the validation part.",
    synonyms: ["utility", "metric"], read: Score.init)

  /// Those that need nothing but a name.
  private static let named: [Score] = [
    .accuracy, .balancedAccuracy, .negativeLogLoss, .negativeSquaredError, .rSquared,
  ]

  fileprivate init?(_ value: Value) {
    switch value {
    case .text(let name):
      guard let score = Self.named.first(where: { $0.name == name }) else { return nil }
      self = score
    case .record(let fields):
      guard case .integer(let row)? = fields.first(where: { $0.name == "confidence" })?.value else { return nil }
      self = .confidence(row)
    default: return nil
    }
  }

  var value: Value {
    if case .confidence(let row) = self { .record([.init("confidence", .integer(row))]) } else { .text(name) }
  }
}
