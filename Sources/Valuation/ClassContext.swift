import Compute
import Datasets

/// One draw of class-wise valuation: an order of a class's examples and examples of the other classes around them.
struct ClassContext: Sendable, Hashable {
  /// The class's examples, in random order.
  let order: [Int]
  /// Examples of other classes, ascending: of each class a uniform number from one up, any of them equally probable.
  let context: [Int]

  init(of label: Int, _ labels: [Int], classes: Int, _ draws: SeedStream) {
    var order = labels.indices.filter { labels[$0] == label }
    draws.branch("order").shuffle(&order)
    var context: [Int] = []
    for other in 0..<classes where other != label {
      let members = labels.indices.filter { labels[$0] == other }
      guard !members.isEmpty else { continue }
      let stream = draws.branch("class \(other)")
      let size = 1 + stream.integer(0, below: members.count)
      context += stream.branch("members").choose(size, from: members.count).map { members[$0] }
    }
    (self.order, self.context) = (order, context.sorted())
  }

  /// The training sets of the walk: the context with the first example of the order, with the first two, and so on.
  var coalitions: [[Int]] {
    order.indices.map { (context + order[...$0]).sorted() }
  }
}
