import Compute
import Datasets

/// How far a tree is grown.
struct TreeLimits: Sendable {
  /// `nil` for no limit.
  let depth: Int?
  /// The least number of examples in a leaf.
  let leaf: Int
  /// Features that compete at a node, drawn anew for each; `nil` for all.
  let features: Int?
}

/// Grows one tree from the root, each node cut in two where the cut explains most.
///
/// The examples stay sorted by every feature: a cut divides each order without sorting again. O(n · d) per level.
struct TreeGrowth<Criterion: SplitCriterion> {
  private let features: Matrix
  private let limits: TreeLimits
  private let stream: SeedStream
  private var criterion: Criterion
  /// The number of examples that take part.
  private let count: Int
  /// Examples sorted by each feature and, last, in their own order; a node is a range of each, [features + 1, count].
  private var orders: [UInt32]
  /// Whether an example goes left at the cut being made, by position.
  private var goesLeft: [Bool]
  private var spare: [UInt32]
  private var tree: DecisionTree
  private var open: [Node] = []

  /// A node whose fate is not decided.
  private struct Node {
    let index: Int
    let members: Range<Int>
    let depth: Int
  }

  /// Where a node is cut: the first `left` of its examples in the order of the feature go left.
  private struct Cut {
    let feature: Int
    let left: Int
    let explained: Double
  }

  /// The examples of `weights` above 0 take part, [features.rows].
  init(
    _ features: Matrix, _ sorted: FeatureOrders, weights: [Double], criterion: Criterion, limits: TreeLimits,
    stream: SeedStream
  ) {
    (self.features, self.limits, self.stream, self.criterion) = (features, limits, stream, criterion)
    orders = sorted.positions.filter { weights[Int($0)] > 0 }
    let own = (0..<features.rows).filter { weights[$0] > 0 }
    orders.append(contentsOf: own.map { UInt32($0) })
    count = own.count
    goesLeft = [Bool](repeating: false, count: features.rows)
    spare = [UInt32](repeating: 0, count: own.count)
    tree = DecisionTree(width: criterion.width)
  }

  /// The tree, whose nodes are numbered in the order in which they are made, the left child first.
  consuming func grown(in run: Run) throws -> DecisionTree {
    open.append(Node(index: tree.append(), members: 0..<count, depth: 0))
    while let node = open.popLast() {
      try run.checkInterruption()
      grow(node)
    }
    return tree
  }

  private mutating func grow(_ node: Node) {
    criterion.begin(members(node.members, features.columns))
    tree.setLeaf(node.index, criterion.leaf)
    guard node.depth < limits.depth ?? .max, node.members.count >= 2 * limits.leaf, criterion.isImpure,
      let cut = bestCut(of: node)
    else { return }
    divide(node.members, cut)
    let (left, right) = tree.split(node.index, feature: cut.feature, threshold: threshold(cut, node.members))
    let border = node.members.lowerBound + cut.left
    open.append(Node(index: right, members: border..<node.members.upperBound, depth: node.depth + 1))
    open.append(Node(index: left, members: node.members.lowerBound..<border, depth: node.depth + 1))
  }

  /// The examples of a node in one of the orders.
  private func members(_ range: Range<Int>, _ order: Int) -> some Sequence<Int> {
    orders[order * count + range.lowerBound..<order * count + range.upperBound].lazy.map { Int($0) }
  }

  /// The cut that explains most; among equals the lowest feature, then the lowest threshold.
  private mutating func bestCut(of node: Node) -> Cut? {
    var best: Cut?
    for feature in competing(at: node) {
      scan(node.members, feature, &best)
    }
    return best
  }

  /// The features that may be cut at, ascending: where some are drawn, those that are constant at the node do not count.
  private func competing(at node: Node) -> [Int] {
    guard let wanted = limits.features, wanted < features.columns else { return Array(0..<features.columns) }
    let drawn = SeedStream(root: stream.bits(node.index)).permutation(features.columns)
    return drawn.lazy.filter { !isConstant($0, node.members) }.prefix(wanted).sorted()
  }

  private func isConstant(_ feature: Int, _ range: Range<Int>) -> Bool {
    value(feature, range.lowerBound) == value(feature, range.upperBound - 1)
  }

  /// The feature's value of an example at a place of the feature's order.
  private func value(_ feature: Int, _ place: Int) -> Float {
    features[Int(orders[feature * count + place]), feature]
  }

  private mutating func scan(_ range: Range<Int>, _ feature: Int, _ best: inout Cut?) {
    guard !isConstant(feature, range) else { return }
    criterion.rewind()
    let base = feature * count
    let (first, last) = (range.lowerBound + limits.leaf, range.upperBound - limits.leaf)
    var here = value(feature, range.lowerBound)
    for place in range.lowerBound..<min(last, range.upperBound - 1) {
      criterion.move(Int(orders[base + place]))
      let next = value(feature, place + 1)
      defer { here = next }
      guard next > here, place + 1 >= first else { continue }
      let explained = criterion.explained
      if let best, explained <= best.explained + criterion.tolerance { continue }
      best = Cut(feature: feature, left: place + 1 - range.lowerBound, explained: explained)
    }
  }

  /// Half way between the neighbours of the cut, or the left one where rounding leaves nothing between them.
  private func threshold(_ cut: Cut, _ range: Range<Int>) -> Float {
    // The cut's own order did not move when the node was divided.
    let low = value(cut.feature, range.lowerBound + cut.left - 1)
    let high = value(cut.feature, range.lowerBound + cut.left)
    let middle = low / 2 + high / 2
    return low <= middle && middle < high ? middle : low
  }

  /// Brings the left examples of a cut before the right ones in every order, keeping the order among both.
  private mutating func divide(_ range: Range<Int>, _ cut: Cut) {
    for place in range {
      goesLeft[Int(orders[cut.feature * count + place])] = place < range.lowerBound + cut.left
    }
    let (width, columns, sides) = (count, features.columns, goesLeft)
    orders.withUnsafeMutableBufferPointer { orders in
      spare.withUnsafeMutableBufferPointer { spare in
        for order in 0...columns where order != cut.feature {
          Self.divide(orders, order * width + range.lowerBound, range.count, sides, spare)
        }
      }
    }
  }

  @inline(__always)
  private static func divide(
    _ orders: UnsafeMutableBufferPointer<UInt32>, _ start: Int, _ count: Int, _ goesLeft: [Bool],
    _ spare: UnsafeMutableBufferPointer<UInt32>
  ) {
    goesLeft.withUnsafeBufferPointer { goesLeft in
      var (left, right) = (start, 0)
      for place in start..<start + count {
        let example = orders[place]
        // Both are written and one is kept, which spares a branch nobody can foresee.
        orders[left] = example
        spare[right] = example
        let step = goesLeft[Int(example)] ? 1 : 0
        left += step
        right += 1 - step
      }
      for place in 0..<right { orders[left + place] = spare[place] }
    }
  }
}
