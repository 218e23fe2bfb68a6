import Compute
import Datasets

/// Full-batch gradient descent with momentum of a network of one hidden layer, on the members of one coalition after
/// another. Activations lie unit by example, so that every loop runs over examples side by side.
struct NetworkDescent: ~Copyable {
  private let settings: NeuralNetwork
  private let examples: Examples
  private let initial: NetworkWeights
  private var rows: MemberRows
  private var memory: AlignedMemory<Float>
  /// Activations with a last row of ones, [hidden + 1, stride].
  private let activations: UnsafeMutablePointer<Float>
  /// Gradients of the hidden units' inputs, [hidden, stride].
  private let deltas: UnsafeMutablePointer<Float>
  /// Logits, then residuals, [classes, stride].
  private let outputs: UnsafeMutablePointer<Float>
  /// [hidden, inputs]
  private let hidden: DescentParameters
  /// [classes, hidden + 1]
  private let output: DescentParameters

  init(_ settings: NeuralNetwork, _ examples: Examples, _ initial: NetworkWeights) {
    (self.settings, self.examples, self.initial) = (settings, examples, initial)
    let counts = Self.counts(settings, examples)
    rows = MemberRows(of: examples)
    memory = AlignedMemory(counts: counts)
    (activations, deltas, outputs) = (memory.take(counts[0]), memory.take(counts[1]), memory.take(counts[2]))
    hidden = DescentParameters(
      values: memory.take(counts[3]), gradient: memory.take(counts[4]), velocity: memory.take(counts[5]))
    output = DescentParameters(
      values: memory.take(counts[6]), gradient: memory.take(counts[7]), velocity: memory.take(counts[8]))
  }

  private static func counts(_ settings: NeuralNetwork, _ examples: Examples) -> [Int] {
    let stride = MemberRows.padded(examples.count)
    let hidden = settings.hidden * (examples.features.columns + 1)
    let output = examples.classes * (settings.hidden + 1)
    return [(settings.hidden + 1) * stride, settings.hidden * stride, examples.classes * stride]
      + [hidden, hidden, hidden, output, output, output]
  }

  /// Working memory for memberships among some examples.
  static func bytes(_ settings: NeuralNetwork, _ examples: Examples) -> Int {
    MemberRows.bytes(of: examples) + 4 * counts(settings, examples).reduce(0, +)
  }

  /// The model of a membership. Throws ``LearningError`` where there is no weight or training diverges.
  mutating func model(_ membership: Membership, in run: Run) throws -> any Model {
    try rows.load(membership, of: examples)
    guard rows.classes.count > 1 else {
      return LogisticModel(
        weights: Matrix(rows: 1, columns: rows.inputs), labels: rows.classes, classes: examples.classes)
    }
    prepare()
    for step in 0..<settings.steps {
      try run.checkInterruption()
      forward()
      backward()
      update()
      guard step % 16 < 15 || isFinite else { throw diverged(step) }
    }
    guard isFinite else { throw diverged(settings.steps - 1) }
    return NetworkModel(
      weights: NetworkWeights(
        hidden: hidden.matrix(settings.hidden, rows.inputs),
        output: output.matrix(rows.classes.count, settings.hidden + 1)),
      activation: settings.activation, labels: rows.classes, classes: examples.classes)
  }

  private func diverged(_ step: Int) -> LearningError {
    .diverged(epoch: step, learningRate: settings.learningRate)
  }

  /// Whether every weight is a finite number.
  private var isFinite: Bool {
    hidden.isFinite(settings.hidden * rows.inputs) && output.isFinite(rows.classes.count * (settings.hidden + 1))
  }

  /// Starts from the initial weights; a label has its own wherever else labels are missing.
  private func prepare() {
    hidden.start(at: initial.hidden, rows: Array(0..<settings.hidden))
    output.start(at: initial.output, rows: rows.classes)
    (activations + settings.hidden * rows.stride).update(repeating: 1, count: rows.stride)
  }

  private func forward() {
    let (count, inputs, units, stride) = (rows.count, rows.inputs, settings.hidden, rows.stride)
    LinearAlgebra.gemm(
      m: units, n: count, k: inputs, hidden.values, stride: inputs, transposed: false, rows.features, stride: inputs,
      transposed: true, into: activations, stride: stride)
    settings.activation.apply(to: activations, count: units * stride)
    LinearAlgebra.gemm(
      m: rows.classes.count, n: count, k: units + 1, output.values, stride: units + 1, activations, stride: stride,
      into: outputs, stride: stride)
    SoftmaxColumns(elements: outputs, classes: rows.classes.count, stride: stride).residuals(of: rows)
  }

  private func backward() {
    let (count, inputs, units, stride) = (rows.count, rows.inputs, settings.hidden, rows.stride)
    LinearAlgebra.gemm(
      m: rows.classes.count, n: units + 1, k: count, outputs, stride: stride, transposed: false, activations,
      stride: stride, transposed: true, into: output.gradient, stride: units + 1)
    LinearAlgebra.gemm(
      m: units, n: count, k: rows.classes.count, output.values, stride: units + 1, transposed: true, outputs,
      stride: stride, into: deltas, stride: stride)
    settings.activation.chain(deltas, activations: activations, count: units * stride)
    LinearAlgebra.gemm(
      m: units, n: inputs, k: count, deltas, stride: stride, rows.features, stride: inputs, into: hidden.gradient,
      stride: inputs)
  }

  private func update() {
    let step = DescentStep(
      scale: Float(1 / rows.total), learningRate: Float(settings.learningRate), l2: Float(settings.l2),
      momentum: Float(settings.momentum))
    hidden.update(rows: settings.hidden, columns: rows.inputs, step)
    output.update(rows: rows.classes.count, columns: settings.hidden + 1, step)
  }
}
