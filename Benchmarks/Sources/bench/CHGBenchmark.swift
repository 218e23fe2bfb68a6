import Compute
import Datasets
import Learning
import Measuring
import Valuation
import Vocabulary

/// What CHG-Shapley adds to the training it rides on: an extra forward pass per epoch, and its own algebra.
struct CHGBenchmark {
  let data: FashionData
  let options: Options
  private let epochs = 3.0

  init(data: FashionData, options: Options) { (self.data, self.options) = (data, options) }

  func run() throws {
    var table = MarkdownTable([
      "training images", "training, s per epoch", "extra forward pass, s per epoch", "CHG algebra, s per epoch",
      "algebra as share of training", "both as share of training",
    ])
    for count in [15_000, 30_000, 60_000] {
      let problem = data.problem(train: count, validation: 1)
      let run = Run(seeds: SeedStream(root: 1), threads: options.threads)
      let seconds = try leastSeconds(
        options.repeats,
        [
          { _ = try learner.fit(problem.train, weights: nil, in: run) },
          { _ = try learner.fit(problem.train, weights: nil, in: run) { _, _ in } },
          { _ = try CHGShapley(arguments).values(of: problem, in: run) },
        ])
      let (training, watched, valued) = (seconds[0] / epochs, seconds[1] / epochs, seconds[2] / epochs)
      let (forward, algebra) = (watched - training, valued - watched)
      table.add([
        "\(count)", training.rounded(to: 3), forward.rounded(to: 3), algebra.rounded(to: 3),
        (algebra / training).rounded(to: 2), ((forward + algebra) / training).rounded(to: 2),
      ])
    }
    table.printUnder("CHG-Shapley on softmax regression over 784 pixels, batches of 32")
    print("Training and forward pass run on one thread, the algebra on \(options.threads).\n")
  }

  private var arguments: Arguments { Arguments(["model": .component(model)]) }
  private var learner: SoftmaxRegression { SoftmaxRegression(model.arguments) }

  private var model: ComponentValue {
    ComponentValue(
      SoftmaxRegression.card, Arguments(["epochs": .integer(Int(epochs)), "learning_rate": .real(0.05)]))
  }
}
