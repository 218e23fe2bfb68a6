import Compute

/// A linear layer with softmax, its gradient and its velocity, in memory laid out for short fixed-order loops.
///
/// Weights lie feature by feature, the bias after the last feature, each with its classes side by side. Both
/// directions are padded to whole vectors of four: padded features are always 0 and padded classes have probability 0,
/// so no loop has a tail. Examples pass through in blocks of at most ``blockRows`` rows. Nothing here calls a
/// library, so the bits depend on the arguments alone.
struct SoftmaxLayer: ~Copyable {
  typealias Vector = SIMD4<Float>

  /// Rows that pass through at once: small enough for the nearest cache, a multiple of four.
  static let blockRows = 32

  /// d
  let inputs: Int
  let classes: Int
  /// Vectors of a row of the block: ⌈(d + 1) / 4⌉.
  let inputVectors: Int
  /// Vectors of a row of logits: ⌈classes / 4⌉.
  let classVectors: Int
  /// [4 · inputVectors, classVectors]
  let weights: UnsafeMutablePointer<Vector>
  /// [4 · inputVectors, classVectors]
  let gradient: UnsafeMutablePointer<Vector>
  /// [4 · inputVectors, classVectors]
  let velocity: UnsafeMutablePointer<Vector>
  /// Features of the current rows with a 1 for the bias, [blockRows, inputVectors].
  let block: UnsafeMutablePointer<Vector>
  /// Logits of the current rows, then their residuals or probabilities, [blockRows, classVectors].
  let outputs: UnsafeMutablePointer<Vector>
  /// 1 for the classes in the last vector, 0 for its padding.
  let mask: Vector

  private let memory: UnsafeMutablePointer<Vector>

  /// All weights 0.
  init(inputs: Int, classes: Int) {
    (self.inputs, self.classes) = (inputs, classes)
    (inputVectors, classVectors) = (inputs / 4 + 1, (classes + 3) / 4)
    let parameters = 4 * inputVectors * classVectors
    let (blockCount, outputCount) = (Self.blockRows * inputVectors, Self.blockRows * classVectors)
    let count = 3 * parameters + blockCount + outputCount
    memory = .allocate(capacity: count)
    memory.initialize(repeating: .zero, count: count)
    (weights, gradient, velocity) = (memory, memory + parameters, memory + 2 * parameters)
    (block, outputs) = (memory + 3 * parameters, memory + 3 * parameters + blockCount)
    let lanes = SIMD4<Int32>(0, 1, 2, 3)
    mask = Vector.zero.replacing(with: 1, where: lanes .< Int32(classes - 4 * (classVectors - 1)))
    // Far below every logit, so that a padded class is never the largest.
    weights[inputs * classVectors + classVectors - 1] = (1 - mask) * -1e30
  }

  deinit { memory.deallocate() }

  /// The number of vectors of the weights, and so of the gradient and the velocity.
  var parameterVectors: Int { 4 * inputVectors * classVectors }

  /// One weight; feature `inputs` is the bias.
  subscript(feature: Int, cls: Int) -> Float {
    get { weights[feature * classVectors + cls >> 2][cls & 3] }
    nonmutating set { weights[feature * classVectors + cls >> 2][cls & 3] = newValue }
  }

  /// The weights as a matrix [classes, d + 1], the bias last.
  var matrix: Matrix {
    var matrix = Matrix(rows: classes, columns: inputs + 1)
    for cls in 0..<classes {
      for feature in 0...inputs { matrix[cls, feature] = self[feature, cls] }
    }
    return matrix
  }

  /// The layer of a matrix [classes, d + 1].
  init(_ matrix: Matrix) {
    self.init(inputs: matrix.columns - 1, classes: matrix.rows)
    for cls in 0..<classes {
      for feature in 0...inputs { self[feature, cls] = matrix[cls, feature] }
    }
  }

  /// Whether every weight is a finite number.
  var isFinite: Bool {
    var sum = Vector.zero
    for index in 0..<parameterVectors { sum += weights[index] * 0 }
    return sum == .zero
  }
}
