import Compute
import Datasets
import Learning
import Testing
import Valuation
import Vocabulary

/// What the methods are for, on the bundled digits with a fifth of the training labels flipped.
@Suite struct DigitsTests {
  let problem: ValuationProblem
  let flipped: Set<Int>

  init() throws {
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let files = DataFiles(study: "", bundled: ["/\(root)/studies/data"], benchmarks: nil)
    let digits = try Digits(Arguments()).load(from: files, seeds: SeedStream(root: 1), requested: nil).examples
    let order = SeedStream(root: 2).permutation(digits.count)
    let train = digits.subset(Array(order[..<400]))
    let flipped = Set(SeedStream(root: 3).choose(80, from: 400))
    let labels = train.labels.enumerated().map { row, label in
      flipped.contains(row) ? (label + 1 + SeedStream(root: 4).integer(row, below: 9)) % 10 : label
    }
    self.flipped = flipped
    problem = ValuationProblem(
      train: Examples(features: train.features, labels: labels, classes: 10, rows: train.rows),
      validation: digits.subset(Array(order[400..<600])))
  }

  static let methods = [
    "knn_shapley", "chg_shapley", "gradient_shapley", "hardness_shapley", "tracin", "influence_function",
    "representer_points", "el2n", "grand", "random",
  ]

  @Test(arguments: methods) func `flipped labels lie at the suspicious end`(name: String) throws {
    let type = try #require(valuationMethods.first { $0.card.name == name })
    let model = ComponentValue(SoftmaxRegression.card, Arguments())
    let values = try type.init(Arguments(["model": .component(model), "trainings": .integer(2)])).values(
      of: problem, in: testRun()
    ).values
    let sign = type.card.direction == .higherIsHarder ? -1.0 : 1.0
    let suspects = values.indices.sorted { (sign * values[$0], $0) < (sign * values[$1], $1) }.prefix(80)
    let found = Double(suspects.count(where: flipped.contains)) / 80
    // Chance finds 0.2 ± 0.04; a method that reads labels finds most of them, and one that asks 200 validation examples
    // about half.
    let least = ["tracin", "representer_points"].contains(name) ? 0.45 : 0.6
    if name == "random" { #expect(0.05...0.35 ~= found) } else { #expect(found > least, "\(name) found \(found)") }
  }

  /// Standardised, pixels that are rarely inked lie some twenty deviations from 0: a last layer that starts large makes the
  /// untrained epoch outweigh all others.
  @Test(arguments: ["mlp", "cnn"]) func `a network finds flipped labels on standardised pixels`(name: String) throws {
    let learner = try #require(learners.first { $0.card.name == name })
    let train = Examples(
      features: problem.train.features, labels: problem.train.labels, classes: 10, rows: problem.train.rows,
      imageShape: ImageShape(channels: 1, height: 8, width: 8))
    let partition = try Standardize(Arguments()).embed(
      Partition(train: train, validation: problem.validation, test: problem.validation, corrupted: nil), in: testRun())
    let model = ComponentValue(learner.card, Arguments(["epochs": .integer(6)]))
    let values = try epochMethod("chg_shapley", model: model).values(
      of: ValuationProblem(train: partition.train, validation: partition.validation), in: testRun(threads: 2)
    ).values
    let suspects = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }.prefix(80)
    let found = Double(suspects.count(where: flipped.contains)) / 80
    #expect(found > 0.5, "\(found)")
  }
}
