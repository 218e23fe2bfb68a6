import Compute
import Datasets
import Learning
import Measuring
import Valuation
import Vocabulary

/// Whole trainings on the bundled digits: the loss after each epoch and the accuracy, and values that ride on a training, beside
/// the processor's.
struct TrainingCheck {
  let context: CheckContext
  private let epochs = 3

  func run() throws {
    let digits = try Digits(Arguments()).load(
      from: DataFiles(study: "", bundled: [context.options.bundled], benchmarks: nil), seeds: SeedStream(root: 2),
      requested: nil
    ).pictures
    let order = SeedStream(root: 3).permutation(digits.count)
    let (first, held) = context.options.isSmall ? (64, 32) : (1400, 397)
    let train = digits.subset(Array(order[..<first]))
    let test = digits.subset(Array(order[first..<first + held]))
    for card in [MLP.card, CNN.card] {
      let truth = try trained(card, train, test, on: .cpu)
      for precision in Precision.allCases {
        guard context.budget.left > 0 else {
          context.findings.skipped(card.name, precision.rawValue, "the part's time is spent")
          continue
        }
        do {
          compare(card.name, precision, try trained(card, train, test, on: .cuda(precision)), truth)
        } catch let error as DeviceError { context.findings.failed(card.name, precision.rawValue, "\(error)") }
      }
    }
    guard context.budget.left > 5 else {
      return context.findings.skipped("CHG-Shapley on cnn", "single", "the part's time is spent")
    }
    try compareValues(train, test)
  }

  /// Values by CHG-Shapley, whose sums over gradients stay on the device.
  private func compareValues(_ train: Examples, _ test: Examples) throws {
    let arguments = Arguments(["epochs": .integer(epochs), "learning_rate": .real(0.02)])
    let method = CHGShapley(Arguments(["model": .component(ComponentValue(CNN.card, arguments))]))
    let problem = ValuationProblem(train: train, validation: test)
    let found = try method.values(of: problem, in: run(on: .cuda(.single))).values
    let truth = try method.values(of: problem, in: run(on: .cpu)).values
    let mean = truth.reduce(0, +) / Double(truth.count)
    let spread = (truth.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(truth.count)).squareRoot()
    let error = zip(found, truth).reduce(0) { max($0, abs($1.0 - $1.1)) }
    context.findings.compared(
      "CHG-Shapley on cnn, \(epochs) epochs of digits", "single",
      device: "largest difference \(AgreementCheck.scientific(error))",
      beside: "at most \(AgreementCheck.scientific(spread / 5)), a fifth of the values' spread",
      agrees: found.allSatisfy(\.isFinite) && error <= spread / 5)
  }

  private func run(on device: Device) -> Run {
    Run(seeds: SeedStream(root: 1), threads: context.options.threads, device: device)
  }

  private struct Outcome {
    var losses: [Double] = []
    var accuracy = 0.0
    var text: String {
      "losses \(losses.map { $0.rounded(to: 4) }.joined(separator: ", ")); accuracy \(accuracy.rounded(to: 3))"
    }
  }

  private func trained(_ card: Card, _ train: Examples, _ test: Examples, on device: Device) throws -> Outcome {
    let arguments = Arguments(["epochs": .integer(epochs), "learning_rate": .real(0.02)])
    let learner: any EpochLearner = card.name == MLP.card.name ? MLP(arguments) : CNN(arguments)
    let training = try learner.training(on: train, weights: nil, in: run(on: device))
    var outcome = Outcome()
    for epoch in 0..<epochs {
      try training.run(epoch: epoch, on: nil)
      let losses = try training.terms().losses
      outcome.losses.append(losses.reduce(0) { $0 + Double($1) } / Double(losses.count))
    }
    let model = try training.model()
    outcome.accuracy = try Score.accuracy.value(of: model.outputs(for: test.features), on: test)
    return outcome
  }

  /// Roundings grow along a training: some 10⁻³ of the loss in single precision, some hundredths with rounded factors. A wrong
  /// gradient changes the loss by more than a tenth.
  private func compare(_ name: String, _ precision: Precision, _ found: Outcome, _ truth: Outcome) {
    let bound = precision == .single ? 0.02 : 0.1
    let agrees =
      zip(found.losses, truth.losses).allSatisfy { abs($0 - $1) <= bound * $1 + 0.001 }
      && abs(found.accuracy - truth.accuracy) <= 0.025
    context.findings.compared(
      "\(name), \(epochs) epochs of digits; losses within \((100 * bound).rounded(to: 0)) %, accuracy within 0.025",
      precision.rawValue, device: found.text, beside: truth.text, agrees: agrees)
  }
}
