import Datasets

/// What a node of a tree says of its examples, and how well a cut in two would describe them.
protocol SplitCriterion {
  /// The numbers a leaf gives.
  var width: Int { get }
  /// Begins a node: its examples, all right of the cut.
  mutating func begin(_ members: some Sequence<Int>)
  /// Whether a cut could tell something about the node's examples.
  var isImpure: Bool { get }
  /// What a leaf of the node's examples predicts, [width].
  var leaf: [Double] { get }
  /// Moves the cut of the node back to its left end.
  mutating func rewind()
  /// Moves an example of the node to the left of the cut.
  mutating func move(_ example: Int)
  /// What the two sides explain; larger is better. Asked only while both sides have examples.
  var explained: Double { get }
  /// What differences of ``explained`` at this node may be rounding.
  var tolerance: Double { get }
}

/// Gini impurity: a cut explains Σ_c L_c² / L + Σ_c R_c² / R, where L and R are weights of its sides.
struct GiniCriterion: SplitCriterion {
  private let labels: [Int]
  private let weights: [Double]
  private var all: [Double]
  private var left: [Double]
  private var right: [Double]
  private var weight = (all: 0.0, left: 0.0)
  private var squares = (all: 0.0, left: 0.0, right: 0.0)

  init(_ examples: Examples, weights: [Double]) {
    (labels, self.weights) = (examples.labels, weights)
    all = [Double](repeating: 0, count: examples.classes)
    (left, right) = (all, all)
  }

  var width: Int { all.count }

  mutating func begin(_ members: some Sequence<Int>) {
    for cls in all.indices { all[cls] = 0 }
    weight.all = 0
    for member in members {
      all[labels[member]] += weights[member]
      weight.all += weights[member]
    }
    squares.all = all.reduce(0) { $0 + $1 * $1 }
    rewind()
  }

  var isImpure: Bool { all.count { $0 > 0 } > 1 }

  var leaf: [Double] { all.map { $0 / weight.all } }

  mutating func rewind() {
    right = all
    for cls in left.indices { left[cls] = 0 }
    weight.left = 0
    (squares.left, squares.right) = (0, squares.all)
  }

  mutating func move(_ example: Int) {
    let (cls, own) = (labels[example], weights[example])
    squares.left += own * (2 * left[cls] + own)
    squares.right -= own * (2 * right[cls] - own)
    left[cls] += own
    right[cls] -= own
    weight.left += own
  }

  var explained: Double { squares.left / weight.left + squares.right / (weight.all - weight.left) }

  var tolerance: Double { 1e-12 * weight.all }
}

/// Variance: a cut explains L̄² / L + R̄² / R, where L̄ and R̄ are sums of targets less their mean at the node.
struct VarianceCriterion: SplitCriterion {
  private let targets: [Double]
  private let weights: [Double]
  private var mean = 0.0
  private var weight = (all: 0.0, left: 0.0)
  private var left = 0.0
  private var spread = 0.0
  private(set) var isImpure = false

  init(_ targets: [Double], weights: [Double]) { (self.targets, self.weights) = (targets, weights) }

  var width: Int { 1 }

  mutating func begin(_ members: some Sequence<Int>) {
    var sum = 0.0
    var ends = (low: Double.infinity, high: -Double.infinity)
    weight.all = 0
    for member in members {
      weight.all += weights[member]
      sum += weights[member] * targets[member]
      ends = (min(ends.low, targets[member]), max(ends.high, targets[member]))
    }
    mean = sum / weight.all
    isImpure = ends.low < ends.high
    // Equal targets are their mean, whatever the sum was rounded to.
    if !isImpure { mean = ends.low }
    spread = 0
    for member in members { spread += weights[member] * (targets[member] - mean) * (targets[member] - mean) }
    rewind()
  }

  var leaf: [Double] { [mean] }

  mutating func rewind() { (weight.left, left) = (0, 0) }

  mutating func move(_ example: Int) {
    left += weights[example] * (targets[example] - mean)
    weight.left += weights[example]
  }

  /// The sides' sums add up to 0.
  var explained: Double { left * left / weight.left + left * left / (weight.all - weight.left) }

  var tolerance: Double { 1e-12 * spread }
}
