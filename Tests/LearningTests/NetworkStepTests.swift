import Compute
import Datasets
import Foundation
import Testing
import Vocabulary

@testable import Learning

/// One whole step of training beside PyTorch's in double precision; `Benchmarks/peers/resnet_step_torch.py` made the
/// numbers, from weights and images of the same formula.
@Suite struct NetworkStepTests {
  /// What single precision may be off by, as a share of a tensor's root mean square. Forward passes were off by at most
  /// 3 · 10⁻⁶. Backward, a rectifier whose input is within rounding of zero may be open on one side only: with Haswell
  /// kernels none was, and gradients were off by 4 · 10⁻⁵; with SkylakeX kernels those of ResNet-18 were off by 10⁻², and
  /// its weights after the step by 9 · 10⁻⁴. Without the look ahead of the momentum they are off by up to 6 · 10⁻².
  @Test(arguments: [("cnn", 1e-5, 1e-4), ("resnet18", 3e-3, 3e-2)])
  func `a step in training mode is PyTorch's`(_ name: String, _ stepped: Double, _ gradients: Double) throws {
    let (found, golden) = (try FormulaStep.lines(name), try GoldenLine.all(name))
    #expect(found.map(\.name) == golden.map(\.name))
    for (mine, theirs) in zip(found, golden) {
      let isForward = ["loss", "logits", "running_"].contains { theirs.name.contains($0) }
      let tolerance = isForward ? 1e-5 : theirs.name.hasSuffix(".gradient") ? gradients : stepped
      let distance = mine.distance(to: theirs)
      #expect(distance <= tolerance, "\(theirs.name) is off by \(distance)")
    }
  }
}

/// A tensor's count, sum, sum of squares and some elements; of logits, all of them.
private struct GoldenLine {
  let name: String
  let count: Double
  let numbers: [Double]

  static func all(_ network: String) throws -> [GoldenLine] {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(
      path: "Goldens/\(network).step.txt")
    return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { line in
      let words = line.split(separator: " ")
      return GoldenLine(String(words[0]), try words.dropFirst().map { try #require(Double($0)) })
    }
  }

  init(_ name: String, _ values: [Double]) {
    self.name = name
    (count, numbers) = name.hasPrefix("logits") ? (0, values) : (values[0], Array(values.dropFirst()))
  }

  init(_ name: String, of values: [Float]) {
    let count = values.count
    let places = Set([0, count / 7, count / 3, count / 2, count - 1]).sorted()
    let (sum, squares) = values.reduce(into: (0.0, 0.0)) { sums, value in
      sums.0 += Double(value)
      sums.1 += Double(value) * Double(value)
    }
    self.init(name, [Double(count), sum, squares] + places.map { Double(values[$0]) })
  }

  /// The largest difference as a share of the other's root mean square, sums taken over √count.
  func distance(to truth: GoldenLine) -> Double {
    guard count == truth.count, numbers.count == truth.numbers.count else { return .infinity }
    guard count > 0 else { return zip(numbers, truth.numbers).reduce(0) { max($0, abs($1.0 - $1.1)) } }
    let size = (truth.numbers[1] / count).squareRoot()
    let sums = abs(numbers[0] - truth.numbers[0]) / (size * count.squareRoot())
    let squares = abs(numbers[1] - truth.numbers[1]) / truth.numbers[1] / 2
    let elements = zip(numbers, truth.numbers).dropFirst(2).map { abs($0 - $1) / size }
    // NaN passes no comparison.
    return ([sums, squares] + elements).reduce(0) { $0 >= $1 ? $0 : $1.isNaN ? .infinity : $1 }
  }
}

/// A step of a network whose weights and images come of a formula.
private struct FormulaStep {
  private let backend = CPUBackend(threads: 2)
  private let network: Network
  private let examples: NetworkExamples
  private static let image = ImageShape(channels: 3, height: 32, width: 32)

  init(_ name: String) throws {
    let start = Initialisation(on: backend, seeds: SeedStream(root: 1))
    network =
      try name == "cnn"
      ? .cnn(image: Self.image, classes: 10, start) : .resnet18(image: Self.image, classes: 10, start)
    for (number, parameter) in network.parameters.enumerated() where parameter.gradient != nil {
      backend.upload(Self.start(number + 1, parameter), into: parameter.value)
    }
    let pixels = Self.draws(0, 8 * Self.image.count).map { Float(2 * $0) }
    examples = try NetworkExamples(Self.examples(pixels), as: .images(Self.image), on: backend)
  }

  /// Images given pixel by pixel, as rows of planes.
  private static func examples(_ pixels: [Float]) -> Examples {
    var features = Matrix(rows: 8, columns: image.count)
    for row in 0..<8 {
      for column in 0..<image.count {
        let (channel, place) = column.quotientAndRemainder(dividingBy: 1024)
        features[row, column] = pixels[row * image.count + place * 3 + channel]
      }
    }
    return Examples(
      features: features, labels: (0..<8).map { 3 * $0 % 10 }, classes: 10, rows: Array(0..<8), imageShape: image)
  }

  /// Numbers in [−½, ½): the integer hash of MurmurHash3 (Appleby, 2011).
  private static func draws(_ number: Int, _ count: Int) -> [Double] {
    (0..<count).map { index in
      var x = UInt32(truncatingIfNeeded: index) &+ UInt32(truncatingIfNeeded: number) &* 0x9E37_79B1
      x = (x ^ x >> 16) &* 0x85EB_CA6B
      x = (x ^ x >> 13) &* 0xC2B2_AE35
      return Double((x ^ x >> 16) >> 8) * 0x1p-24 - 0.5
    }
  }

  private static func start(_ number: Int, _ parameter: NetworkParameter) -> [Float] {
    let draws = draws(number, parameter.value.count)
    if parameter.name.hasSuffix(".weight") {
      let deviation = (24 / Double(parameter.value.count / parameter.value.shape[0])).squareRoot()
      return draws.map { Float($0 * deviation) }
    }
    return draws.map { Float((parameter.name.hasSuffix(".scale") ? 1 : 0) + $0 / 4) }
  }

  /// Loss and logits of the pass; the step leaves every parameter, its gradient and the running moments behind.
  static func lines(_ name: String) throws -> [GoldenLine] {
    try FormulaStep(name).answer() + FormulaStep(name).stepped()
  }

  private func answer() throws -> [GoldenLine] {
    let pass = Pass(backend, .training(SeedStream(root: 2)))
    let batch = try examples.batch(Array(0..<8), on: backend)
    let logits = backend.download(try network.forward(batch.input, pass).logits)
    let losses = (0..<8).map { row in
      let own = logits[row * 10..<row * 10 + 10].map { Double($0) }
      return log(own.reduce(0) { $0 + exp($1) }) - own[examples.labels[row]]
    }
    return [GoldenLine("loss", of: [Float(losses.reduce(0, +) / 8)])]
      + (0..<8).map { row in GoldenLine("logits\(row)", (0..<10).map { Double(logits[row * 10 + $0]) }) }
  }

  private func stepped() throws -> [GoldenLine] {
    let settings = TrainingSettings(
      Arguments([
        "epochs": .integer(1), "batch_size": .text("full"), "learning_rate": .real(0.05), "momentum": .real(0.9),
        "nesterov": .boolean(true), "weight_decay": .real(5e-4), "schedule": .text("constant"),
      ]))
    try Training(network, on: examples, settings, backend: backend, seeds: SeedStream(root: 2))
      .run(epoch: 0, on: ChosenExamples(Array(0..<8)), in: run)
    return network.parameters.flatMap { parameter in
      [GoldenLine(parameter.name, of: backend.download(parameter.value))]
        + (parameter.gradient.map { [GoldenLine("\(parameter.name).gradient", of: backend.download($0))] } ?? [])
    }
  }
}
