import Compute

/// A tree of cuts at single features whose leaves hold numbers.
struct DecisionTree: Sendable, Hashable {
  /// The numbers of a leaf: a share of each class, or a target.
  let width: Int
  private var nodes: [Node] = []
  /// What each node would say as a leaf, [nodes, width].
  private var values: [Double] = []

  private struct Node: Sendable, Hashable {
    var feature: Int32 = -1
    var threshold: Float = 0
    /// The right child follows the left one; 0 for a leaf.
    var left: Int32 = 0
  }

  init(width: Int) { self.width = width }

  /// The number of nodes, leaves included.
  var count: Int { nodes.count }

  /// Adds a leaf and returns its index.
  mutating func append() -> Int {
    nodes.append(Node())
    values.append(contentsOf: repeatElement(0, count: width))
    return nodes.count - 1
  }

  /// Sets what a node says, [width].
  mutating func setLeaf(_ node: Int, _ leaf: [Double]) {
    for index in 0..<width { values[node * width + index] = leaf[index] }
  }

  /// Gives a node two children: rows whose feature is at most the threshold go left.
  mutating func split(_ node: Int, feature: Int, threshold: Float) -> (left: Int, right: Int) {
    let (left, right) = (append(), append())
    nodes[node] = Node(feature: Int32(feature), threshold: threshold, left: Int32(left))
    return (left, right)
  }

  /// Adds what the tree says of each row to sums, [rows, width]; a feature that is no number leaves no number.
  func add(to sums: inout [Double], for features: Matrix) {
    for row in 0..<features.rows {
      let leaf = leaf(of: row, features)
      for index in 0..<width { sums[row * width + index] += leaf.map { values[$0 * width + index] } ?? .nan }
    }
  }

  private func leaf(of row: Int, _ features: Matrix) -> Int? {
    var node = 0
    while nodes[node].left > 0 {
      let value = features[row, Int(nodes[node].feature)]
      guard !value.isNaN else { return nil }
      node = Int(nodes[node].left) + (value <= nodes[node].threshold ? 0 : 1)
    }
    return node
  }
}

/// Trees whose numbers are averaged.
struct TreeModel: Model {
  let trees: [DecisionTree]
  let features: Int
  /// Whether a leaf holds a target; else shares of classes.
  let isRegression: Bool

  func outputs(for features: Matrix) -> Outputs {
    precondition(
      features.columns == self.features, "a model of \(self.features) features was given \(features.columns)")
    let width = trees[0].width
    var sums = [Double](repeating: 0, count: features.rows * width)
    for tree in trees { tree.add(to: &sums, for: features) }
    let means = sums.map { $0 / Double(trees.count) }
    if isRegression { return .reals(means) }
    return .probabilities(Matrix(rows: features.rows, columns: width, means.map { Float($0) }))
  }
}
