import Compute
import Datasets
import Learning
import Valuation
import Vocabulary

/// Test accuracy of a model trained again on examples chosen by rank, at some fractions and in some orders.
struct RetrainingCurve: Sendable {
  /// From which end of the ranking examples are taken.
  enum Order: String, CaseIterable {
    case lowestFirst = "lowest_first"
    case highestFirst = "highest_first"
  }

  /// What happens to the examples taken.
  enum Change: Sendable { case removal, addition }

  /// One training: at the fraction where all examples are kept, all orders share it.
  struct Point: Hashable {
    let order: Order?
    let fraction: Double
  }

  static let orderParameter = Parameter<[String]>.choices(
    "order", of: Order.allCases.map(\.rawValue), default: Order.allCases.map(\.rawValue),
    help: "The end of the ranking where points are taken: lowest_first begins with the points thought least good, "
      + "which are the hardest where higher is harder.")
  static let modelParameter = Parameter<ComponentValue>.reference(
    "model", to: .model, help: "The model that is trained again.", synonyms: ["learner"])

  static let metrics = TableDeclaration(
    "metrics",
    [
      ColumnDeclaration("order", label: "order", isDimension: true),
      // Which direction is better depends on the order and on what is done to the points.
      ColumnDeclaration("area", unit: "share", label: "mean accuracy along the curve"),
    ])

  let task: String
  let change: Change
  let orders: [Order]
  let fractions: [Double]
  /// Whether the fraction is taken of each class on its own.
  let isPerClass: Bool
  let model: ComponentValue
  /// A training each.
  let points: [Point]

  /// Orders and model as the arguments have them.
  init(_ task: String, _ change: Change, fractions: [Double], _ arguments: Arguments) {
    let names = arguments[Self.orderParameter]
    self.init(
      task, change, orders: Order.allCases.filter { names.contains($0.rawValue) }, fractions: fractions,
      model: arguments[Self.modelParameter])
  }

  init(
    _ task: String, _ change: Change, orders: [Order], fractions: [Double], isPerClass: Bool = false,
    model: ComponentValue
  ) {
    (self.task, self.change, self.orders, self.fractions) = (task, change, orders, fractions)
    (self.isPerClass, self.model) = (isPerClass, model)
    let unchanged: Double = change == .removal ? 0 : 1
    let shared = fractions.contains(unchanged) ? [Point(order: nil, fraction: unchanged)] : []
    points =
      shared
      + orders.flatMap { order in
        fractions.filter { $0 != unchanged }.map { Point(order: order, fraction: $0) }
      }
  }

  /// What a training depends on besides the valued data and the stream.
  func identity(_ index: Int) -> Arguments {
    Arguments([
      "order": points[index].order.map { .text($0.rawValue) } ?? .none, "fraction": .real(points[index].fraction),
      "model": .component(model),
    ])
  }

  /// Table `point`: the accuracy of one training.
  func train(_ index: Int, _ valued: ValuedData, in run: Run) throws -> Artifact {
    let test = valued.partition.test
    guard test.count > 0 else { throw EvaluationError.noTestExamples(task: task) }
    try test.requireClasses(for: "\(task), which measures accuracy,")
    let kept = try keptPositions(points[index], valued)
    let model = try makeLearner(model).fit(valued.partition.train.subset(kept), weights: nil, in: run)
    let accuracy = Table.Column("accuracy", .reals([try model.accuracy(on: test)]))
    return Artifact([Artifact.Item("point", .table(Table([accuracy])))])
  }

  /// The examples trained on, in their own order, so that only the choice differs between points.
  func keptPositions(_ point: Point, _ valued: ValuedData) throws -> [Int] {
    let ranking = try ranking(point.order, valued)
    let taken = Set(isPerClass ? takenPerClass(ranking, point.fraction, valued) : taken(ranking, point.fraction))
    let kept = ranking.indices.filter { taken.contains($0) == (change == .addition) }
    guard !kept.isEmpty else {
      throw EvaluationError.emptyTraining(task: task, fraction: point.fraction, examples: ranking.count)
    }
    return kept
  }

  /// ⌊fraction · n⌋ examples.
  private func taken(_ ranking: [Int], _ fraction: Double) -> [Int] {
    Array(ranking[..<Fraction.count(fraction, of: ranking.count)])
  }

  /// ⌊fraction · n_c⌋ of the n_c examples with each given label c, but at least one.
  private func takenPerClass(_ ranking: [Int], _ fraction: Double, _ valued: ValuedData) -> [Int] {
    let train = valued.partition.train
    return (0..<train.classes).flatMap { label in
      let members = ranking.filter { train.labels[$0] == label }
      return members.prefix(max(1, Fraction.count(fraction, of: members.count)))
    }
  }

  /// Positions from the end where points are taken, ties by index.
  private func ranking(_ order: Order?, _ valued: ValuedData) throws -> [Int] {
    let goodness = try valued.goodness()
    return Statistics.ascending(order == .highestFirst ? goodness.map { -$0 } : goodness)
  }

  /// The curve and its metrics from all trainings.
  func combine(_ artifacts: [Artifact], curve: TableDeclaration) -> Artifact {
    let accuracies = accuracies(artifacts)
    let areas = areas(accuracies)
    let names = orders.map(\.rawValue)
    return Artifact([
      Self.metrics.item([.texts(names), .reals(areas)]),
      curve.item([
        .texts(names.flatMap { name in fractions.map { _ in name } }), .reals(orders.flatMap { _ in fractions }),
        .reals(accuracies.flatMap { $0 }),
      ]),
    ])
  }

  /// The accuracy at each fraction, [orders, fractions], from all trainings.
  func accuracies(_ artifacts: [Artifact]) -> [[Double]] {
    precondition(artifacts.count == points.count, "\(artifacts.count) trainings of \(points.count)")
    return orders.map { order in fractions.map { accuracy(order, $0, artifacts) } }
  }

  /// The mean height of each order's curve, [orders].
  func areas(_ accuracies: [[Double]]) -> [Double] { accuracies.map { Self.mean($0, over: fractions) } }

  private func accuracy(_ order: Order, _ fraction: Double, _ artifacts: [Artifact]) -> Double {
    let index = points.firstIndex { $0.fraction == fraction && ($0.order ?? order) == order }
    guard let index, let table = artifacts[index].table("point") else {
      preconditionFailure("no training for \(order) at \(fraction) among \(points)")
    }
    return table.reals("accuracy")[0]
  }

  /// Area under the trapezoids divided by the span; the height itself where there is one point.
  private static func mean(_ heights: [Double], over places: [Double]) -> Double {
    guard let first = places.first, let last = places.last, first < last else { return heights[0] }
    let area = places.indices.dropFirst().reduce(0.0) {
      $0 + (places[$1] - places[$1 - 1]) * (heights[$1] + heights[$1 - 1]) / 2
    }
    return area / (last - first)
  }
}
