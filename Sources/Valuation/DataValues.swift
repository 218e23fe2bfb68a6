public import Vocabulary

/// A value for every training example, with what is known of its error and of its price.
public struct DataValues: Sendable, Hashable {
  /// [n], in the order of the training examples.
  public let values: [Double]
  /// [n]; `nil` for methods without sampling error.
  public let standardErrors: [Double]?
  /// Models fitted from scratch.
  public let modelFits: Int
  /// Distances computed between a validation and a training example.
  public let distanceEvaluations: Int
  /// Named facts about the estimate, such as `efficiency_residual` or `truncation_bias`.
  public let facts: [Fact]
  /// Sentences a reader should see beside the numbers, such as that a stopping rule carries no information here.
  public let notes: [String]

  /// A named number.
  public struct Fact: Sendable, Hashable {
    public let name: String
    public let value: Double
    public init(_ name: String, _ value: Double) { (self.name, self.value) = (name, value) }
  }

  public init(
    values: [Double], standardErrors: [Double]? = nil, modelFits: Int = 0, distanceEvaluations: Int = 0,
    facts: [Fact] = [], notes: [String] = []
  ) {
    precondition(standardErrors.map { $0.count == values.count } ?? true, "values and standard errors differ in count")
    (self.values, self.standardErrors) = (values, standardErrors)
    (self.modelFits, self.distanceEvaluations) = (modelFits, distanceEvaluations)
    (self.facts, self.notes) = (facts, notes)
  }

  /// The same values; throws ``ValuationError/notFinite(method:example:)`` for the first that is no finite number, or whose
  /// standard error is infinite.
  public func checked(_ method: String) throws(ValuationError) -> DataValues {
    let wrong = values.indices.first { !values[$0].isFinite || standardErrors?[$0].isInfinite ?? false }
    if let wrong { throw .notFinite(method: method, example: wrong) }
    return self
  }

  /// Tables `values` (row, value, standard_error), `facts` (name, value; the counts first) and, if any, `notes`.
  public func artifact(rows: [Int]) -> Artifact {
    let errors = standardErrors ?? values.map { _ in Double.nan }
    let table = Table([
      .init("row", .integers(rows)), .init("value", .reals(values)), .init("standard_error", .reals(errors)),
    ])
    let names = ["model_fits", "distance_evaluations"] + facts.map(\.name)
    let numbers = [Double(modelFits), Double(distanceEvaluations)] + facts.map(\.value)
    let remarks = notes.isEmpty ? [] : [Artifact.Item("notes", .table(Table([.init("note", .texts(notes))])))]
    return Artifact(
      [
        .init("values", .table(table)),
        .init("facts", .table(Table([.init("name", .texts(names)), .init("value", .reals(numbers))]))),
      ] + remarks)
  }

  /// Reads what ``artifact(rows:)`` wrote.
  public init(_ artifact: Artifact) {
    guard let table = artifact.table("values"), let facts = artifact.table("facts") else {
      preconditionFailure("no values in an artifact of \(artifact.items.map(\.name))")
    }
    let errors = table.reals("standard_error")
    let numbers = facts.reals("value")
    self.init(
      values: table.reals("value"), standardErrors: errors.allSatisfy(\.isNaN) ? nil : errors,
      modelFits: Int(numbers[0]), distanceEvaluations: Int(numbers[1]),
      facts: zip(facts.texts("name"), numbers).dropFirst(2).map(Fact.init),
      notes: artifact.table("notes")?.texts("note") ?? [])
  }
}
