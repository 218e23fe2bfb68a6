import Vocabulary

extension Checker {
  /// The points of an example, with what its method looks at, and how many they are.
  func workedPoints(
    _ entry: Node.Entry, _ fields: Fields, _ method: MethodInstance
  ) -> (WorkedBlock.Ground, Int)? {
    guard let items = pointItems(entry.value, "points") else { return nil }
    let fit = catalogue.worked.fit(method.component, items.count)
    // A method that is worked on no points is reported with its own name.
    guard fit.needsPoints else { return (.points([], queries: []), items.count) }
    let points = points(items, "point", fit)
    let queries = queries(fields, fit)
    guard let points, let queries else { return nil }
    let lengths = zip(items, points).map { (node: $0, lengths: [$1.features.count, $1.gradient.count]) }
    for point in lengths.dropFirst() where point.lengths != lengths[0].lengths {
      reportLength(point.node, point.lengths, lengths[0].lengths)
      return nil
    }
    for query in queries where query.point.features.count != points[0].features.count {
      reportLength(query.node, [query.point.features.count, 0], lengths[0].lengths)
      return nil
    }
    return (.points(points, queries: queries.map(\.point)), items.count)
  }

  private func pointItems(_ node: Node, _ name: String) -> [Node]? {
    var items = [node]
    if case .list(let written) = node.content { items = written }
    guard 1...WorkedBlock.limit ~= items.count else {
      report(.count, node.place, "'\(name)' must have between 1 and \(WorkedBlock.limit) items, found \(items.count)")
      return nil
    }
    return items
  }

  private func reportLength(_ node: Node, _ found: [Int], _ first: [Int]) {
    let what = found[0] != first[0] ? "features" : "gradient"
    let (here, there) = found[0] != first[0] ? (found[0], first[0]) : (found[1], first[1])
    report(
      .count, node.entry(what)?.value.place ?? node.place,
      "'\(what)' has \(here) number\(here == 1 ? "" : "s") here and \(there) in the first point",
      fix: "write as many for every point")
  }

  /// The query points of neighbours, none for other methods.
  private func queries(_ fields: Fields, _ fit: WorkedFit) -> [(node: Node, point: WorkedBlock.Point)]? {
    guard case .neighbours = fit else {
      guard let entry = fields.entry("query") else { return [] }
      report(.game, entry.keyPlace, "'query' is for methods of nearest neighbours", fix: "remove it")
      return nil
    }
    guard let node = fields["query"] else {
      if !fields.excused.contains("query") {
        reportMissing(
          "query", title: fields.title, owner: fields.owner,
          fix: "it is the point, or a list of points, that the neighbours are asked about")
      }
      return nil
    }
    guard let items = pointItems(node, "query") else { return nil }
    return points(items, "query", fit).map { Array(zip(items, $0)) }
  }

  private func points(_ items: [Node], _ title: String, _ fit: WorkedFit) -> [WorkedBlock.Point]? {
    Self.whole(items.enumerated().map { point($1, items.count > 1 ? "\(title) \($0 + 1)" : title, fit) })
  }

  private func point(_ node: Node, _ title: String, _ fit: WorkedFit) -> WorkedBlock.Point? {
    let keys = Self.pointKeys(fit)
    guard let fields = fields(node, title: title, owner: node.place, words: keys.map { Word($0) }, required: keys)
    else { return nil }
    let features = fields["features"].map { decimals($0, "features") } ?? []
    let label = fields["label"].map { self.label($0) } ?? ""
    let loss = fields["loss"].map { decimal($0, "loss") } ?? ""
    let gradient = fields["gradient"].map { decimals($0, "gradient") } ?? []
    guard let features, let label, let loss, let gradient, keys.allSatisfy({ fields[$0] != nil }) else { return nil }
    return WorkedBlock.Point(features: features, label: label, loss: loss, gradient: gradient)
  }

  private static func pointKeys(_ fit: WorkedFit) -> [String] {
    switch fit {
    case .neighbours: ["features", "label"]
    case .gradients(let hasLosses): hasLosses ? ["loss", "gradient"] : ["gradient"]
    default: ["loss"]
    }
  }

  private func label(_ node: Node) -> String? {
    scalar(node, .text, Label("label")).flatMap { acceptsExampleName($0, "a label", at: node.place) ? $0 : nil }
  }

  // MARK: Exact numbers

  /// The most numbers of a vector that a line has room for.
  private static let longestVector = 6

  private func decimals(_ node: Node, _ name: String) -> [String]? {
    var items = [node]
    if case .list(let written) = node.content { items = written }
    guard 1...Self.longestVector ~= items.count else {
      report(.count, node.place, "'\(name)' must have between 1 and \(Self.longestVector) items, found \(items.count)")
      return nil
    }
    return Self.whole(items.map { decimal($0, name) })
  }

  /// A decimal or a fraction of few digits, as it is written.
  private func decimal(_ node: Node, _ name: String) -> String? {
    if let text = node.text, text.wholeMatch(of: /-?[0-9]{1,6}(\.[0-9]{1,6}|\/0*[1-9][0-9]{0,5})?/) != nil {
      return text
    }
    report(
      .wrongType, node.place, "'\(name)' must be a number such as 2, 0.25 or 1/3, found \(node.found)",
      fix: "write at most six digits before and behind the point or bar")
    return nil
  }
}
