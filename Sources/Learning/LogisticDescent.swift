import Compute
import Datasets

/// Accelerated, preconditioned descent of multinomial logistic regression on the members of one coalition after another.
///
/// The preconditioner is the Hessian at zero weights, H₀ = (1/C)(I − 11ᵀ/C) ⊗ XᵀX + penalty. Every Hessian is at most
/// C/2 times that (Böhning 1992), so a step of 2/C always descends; since the bound is rarely reached, the step starts at
/// one and is shortened where two successive gradients show more curvature, never below the safe length.
struct LogisticDescent: ~Copyable {
  typealias Vector = SIMD8<Float>

  private let examples: Examples
  private let settings: LogisticRegression
  private var rows: MemberRows
  private var memory: AlignedMemory<Float>
  /// XᵀX, then the preconditioner, [inputs, inputs].
  private let preconditioner: UnsafeMutablePointer<Float>
  /// Logits, then residuals, [classes, stride].
  private let outputs: UnsafeMutablePointer<Float>
  /// Rows times the root of their weight, [count, inputs].
  private let scaled: UnsafeMutablePointer<Float>
  /// [classes, inputs] each, zeros up to whole vectors.
  private var iterate: UnsafeMutablePointer<Float>
  private var point: UnsafeMutablePointer<Float>
  private var gradient: UnsafeMutablePointer<Float>
  private var direction: UnsafeMutablePointer<Float>
  private var lastPoint: UnsafeMutablePointer<Float>
  private var lastGradient: UnsafeMutablePointer<Float>
  private var lastDirection: UnsafeMutablePointer<Float>
  private let penalties: UnsafeMutablePointer<Float>
  private var parameters = 0

  /// Relative addition to the diagonal of XᵀX that keeps its inverse within single precision.
  static let ridge: Float = 1e-4

  init(_ settings: LogisticRegression, _ examples: Examples, areWeighted: Bool) {
    (self.settings, self.examples) = (settings, examples)
    let counts = Self.counts(examples, areWeighted: areWeighted)
    rows = MemberRows(of: examples)
    memory = AlignedMemory(counts: counts)
    (preconditioner, outputs, scaled) = (memory.take(counts[0]), memory.take(counts[1]), memory.take(counts[2]))
    (iterate, point, gradient) = (memory.take(counts[3]), memory.take(counts[3]), memory.take(counts[3]))
    (direction, lastPoint) = (memory.take(counts[3]), memory.take(counts[3]))
    (lastGradient, lastDirection) = (memory.take(counts[3]), memory.take(counts[3]))
    penalties = memory.take(counts[3])
  }

  /// Numbers of the preconditioner, the outputs, the scaled rows, and eight times the parameters.
  private static func counts(_ examples: Examples, areWeighted: Bool) -> [Int] {
    let inputs = examples.features.columns + 1
    let parameters = MemberRows.padded(examples.classes * inputs)
    return [
      inputs * inputs, examples.classes * MemberRows.padded(examples.count),
      areWeighted ? examples.count * inputs : 0,
    ] + [Int](repeating: parameters, count: 8)
  }

  /// Working memory for memberships among some examples.
  static func bytes(_ examples: Examples) -> Int {
    MemberRows.bytes(of: examples) + 4 * counts(examples, areWeighted: true).reduce(0, +)
  }

  /// The model of a membership. Throws ``LearningError`` where there is no weight or the features are out of range.
  mutating func model(_ membership: Membership) throws -> LogisticModel {
    try rows.load(membership, of: examples)
    guard rows.classes.count > 1 else {
      return LogisticModel(
        weights: Matrix(rows: 1, columns: rows.inputs), labels: rows.classes, classes: examples.classes)
    }
    rows.centre()
    try prepare()
    descend()
    return try fitted()
  }

  /// The inverse of the Hessian at zero weights; weights, penalties and directions start anew.
  private mutating func prepare() throws {
    let inputs = rows.inputs
    parameters = MemberRows.padded(rows.classes.count * inputs)
    for part in [iterate, point, lastGradient, lastDirection, lastPoint, gradient, direction, penalties] {
      part.update(repeating: 0, count: parameters)
    }
    for cls in rows.classes.indices {
      (penalties + cls * inputs).update(repeating: Float(settings.penalty), count: inputs - 1)
    }
    LinearAlgebra.gram(rows: rows.count, order: inputs, weightedRows(), into: preconditioner)
    let scale = 1 / Float(rows.classes.count)
    for row in 0..<inputs {
      for column in row..<inputs { preconditioner[row * inputs + column] *= scale }
      preconditioner[row * (inputs + 1)] *= 1 + Self.ridge
      if row < inputs - 1 { preconditioner[row * (inputs + 1)] += Float(settings.penalty) }
    }
    do { try LinearAlgebra.invertPositiveDefinite(preconditioner, order: inputs) } catch {
      throw LearningError.noPreconditioner(error)
    }
  }

  /// The rows, or where weights differ the rows times the root of their weight.
  private func weightedRows() -> UnsafePointer<Float> {
    guard rows.isWeighted else { return UnsafePointer(rows.features) }
    for slot in 0..<rows.count {
      let root = rows.weights[slot].squareRoot()
      let (source, target) = (rows.features + slot * rows.inputs, scaled + slot * rows.inputs)
      for input in 0..<rows.inputs { target[input] = root * source[input] }
    }
    return UnsafePointer(scaled)
  }

  /// Nesterov's acceleration (FISTA), restarted where the last move points uphill (O'Donoghue and Candès 2015).
  private mutating func descend() {
    let safe = 2 / Float(rows.classes.count)
    var (step, momentum) = (Float(1), 1.0)
    for index in 0..<settings.steps {
      evaluate()
      if index > 0 { step = max(safe, min(step, longestStep())) }
      if move(by: step) > 0 { momentum = 1 }
      let next = (1 + (1 + 4 * momentum * momentum).squareRoot()) / 2
      extrapolate(by: Float((momentum - 1) / next))
      momentum = next
    }
  }

  /// The gradient at the point, and that times the preconditioner.
  private func evaluate() {
    let (count, inputs, classes, stride) = (rows.count, rows.inputs, rows.classes.count, rows.stride)
    LinearAlgebra.gemm(
      m: classes, n: count, k: inputs, point, stride: inputs, transposed: false, rows.features, stride: inputs,
      transposed: true,
      into: outputs, stride: stride)
    SoftmaxColumns(elements: outputs, classes: classes, stride: stride).residuals(of: rows)
    LinearAlgebra.gemm(
      m: classes, n: inputs, k: count, outputs, stride: stride, rows.features, stride: inputs, into: gradient,
      stride: inputs)
    for index in 0..<vectors { load(penalties, index, times: point, addingTo: gradient) }
    LinearAlgebra.gemm(
      m: classes, n: inputs, k: inputs, gradient, stride: inputs, preconditioner, stride: inputs, into: direction,
      stride: inputs)
  }

  /// Vectors of a set of parameters.
  private var vectors: Int { parameters / 8 }

  @inline(__always)
  private func load(_ pointer: UnsafeMutablePointer<Float>, _ index: Int) -> Vector {
    UnsafeRawPointer(pointer).load(fromByteOffset: index * 32, as: Vector.self)
  }

  @inline(__always)
  private func store(_ vector: Vector, _ pointer: UnsafeMutablePointer<Float>, _ index: Int) {
    UnsafeMutableRawPointer(pointer).storeBytes(of: vector, toByteOffset: index * 32, as: Vector.self)
  }

  @inline(__always)
  private func load(
    _ factors: UnsafeMutablePointer<Float>, _ index: Int, times values: UnsafeMutablePointer<Float>,
    addingTo sum: UnsafeMutablePointer<Float>
  ) {
    store(load(sum, index) + load(factors, index) * load(values, index), sum, index)
  }

  /// The inverse of the curvature, measured against the preconditioner, between the last two points.
  private func longestStep() -> Float {
    var (curvature, length) = (Vector.zero, Vector.zero)
    for index in 0..<vectors {
      let change = load(gradient, index) - load(lastGradient, index)
      curvature += change * (load(direction, index) - load(lastDirection, index))
      length += change * (load(point, index) - load(lastPoint, index))
    }
    let (over, under) = (length.sum(), curvature.sum())
    return over > 0 && under > 0 ? over / under : 1
  }

  /// Steps from the point; returns the slope along the move from the iterate before.
  private mutating func move(by step: Float) -> Float {
    var slope = Vector.zero
    for index in 0..<vectors {
      let next = load(point, index) - load(direction, index) * step
      let before = load(iterate, index)
      slope += load(gradient, index) * (next - before)
      store(next, iterate, index)
      // The move itself is needed once more, to extrapolate along it.
      store(next - before, lastPoint, index)
    }
    return slope.sum()
  }

  /// The next point lies beyond the iterate, a share of the last move further.
  private mutating func extrapolate(by share: Float) {
    for index in 0..<vectors {
      let old = load(point, index)
      store(load(iterate, index) + load(lastPoint, index) * share, point, index)
      store(old, lastPoint, index)
    }
    swap(&gradient, &lastGradient)
    swap(&direction, &lastDirection)
  }

  /// The iterate as weights of features that have not been centred.
  private func fitted() throws -> LogisticModel {
    let inputs = rows.inputs
    var weights = Matrix(rows: rows.classes.count, columns: inputs)
    for cls in rows.classes.indices {
      var bias = Double(iterate[cls * inputs + inputs - 1])
      for feature in 0..<inputs - 1 {
        weights[cls, feature] = iterate[cls * inputs + feature]
        bias -= Double(weights[cls, feature]) * rows.origin[feature]
      }
      weights[cls, inputs - 1] = Float(bias)
    }
    guard weights.elements.allSatisfy(\.isFinite) else {
      throw LearningError.noLogisticWeights
    }
    return LogisticModel(weights: weights, labels: rows.classes, classes: examples.classes)
  }
}
