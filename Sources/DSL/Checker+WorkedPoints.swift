import Vocabulary

extension Checker {
  /// The points of an example, with what its method looks at, and how many they are.
  func workedPoints(_ entry: Node.Entry, _ fields: Fields, _ method: MethodInstance?) -> WorkedContent {
    guard let items = pointItems(entry.value, "points") else { return (nil, nil) }
    // A method that is unknown or is worked on no points is reported by itself; points may then have any key.
    let fit = method.map { catalogue.worked.fit($0.component, items.count) }.flatMap { $0.needsPoints ? $0 : nil }
    let points = points(items, "point", fit)
    let queries = queries(fields, fit)
    let isEven = haveLengths(items.dropFirst() + (queries?.items ?? []), of: items[0], fit)
    guard fit != nil, isEven, let points, let asked = queries?.points else { return (nil, items.count) }
    return (.points(points, queries: asked), items.count)
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

  /// Whether the vectors of points are as long as those of the first; reports all that are not.
  private func haveLengths(_ items: [Node], of first: Node, _ fit: WorkedFit?) -> Bool {
    var areSame = true
    for node in items {
      for key in Self.pointKeys(fit) where key == "features" || key == "gradient" {
        guard let vector = node.entry(key)?.value, let here = Self.length(vector),
          let there = first.entry(key).flatMap({ Self.length($0.value) }), here != there
        else { continue }
        report(
          .count, vector.place,
          "'\(key)' has \(here) number\(here == 1 ? "" : "s") here and \(there) in the first point",
          fix: "write as many for every point")
        areSame = false
      }
    }
    return areSame
  }

  /// How many numbers a vector has; `nil` where it cannot be one.
  private static func length(_ node: Node) -> Int? {
    switch node.content {
    case .scalar: node.isBlank ? nil : 1
    case .list(let items): 1...longestVector ~= items.count ? items.count : nil
    case .map: nil
    }
  }

  /// The query points of neighbours, none for other methods; `nil` where they cannot be known.
  private func queries(_ fields: Fields, _ fit: WorkedFit?) -> (items: [Node], points: [WorkedBlock.Point]?)? {
    if let fit {
      guard case .neighbours = fit else {
        guard let entry = fields.entry("query") else { return ([], []) }
        report(.game, entry.keyPlace, "'query' is for methods of nearest neighbours", fix: "remove it")
        return nil
      }
    }
    guard let node = fields["query"] else {
      if fit != nil, !fields.excused.contains("query") {
        reportMissing(
          "query", title: fields.title, owner: fields.owner,
          fix: "it is the point, or a list of points, that the neighbours are asked about")
      }
      return nil
    }
    return pointItems(node, "query").map { ($0, points($0, "query", fit)) }
  }

  private func points(_ items: [Node], _ title: String, _ fit: WorkedFit?) -> [WorkedBlock.Point]? {
    Self.whole(items.enumerated().map { point($1, items.count > 1 ? "\(title) \($0 + 1)" : title, fit) })
  }

  private func point(_ node: Node, _ title: String, _ fit: WorkedFit?) -> WorkedBlock.Point? {
    let keys = Self.pointKeys(fit)
    let required = fit == nil ? [] : keys
    guard
      let fields = fields(node, title: title, owner: node.place, words: keys.map { Word($0) }, required: required)
    else { return nil }
    let features = fields["features"].map { decimals($0, "features") } ?? []
    let label = fields["label"].map { self.label($0) } ?? ""
    let loss = fields["loss"].map { decimal($0, "loss") } ?? ""
    let gradient = fields["gradient"].map { decimals($0, "gradient") } ?? []
    guard let features, let label, let loss, let gradient, keys.allSatisfy({ fields[$0] != nil }) else { return nil }
    return WorkedBlock.Point(features: features, label: label, loss: loss, gradient: gradient)
  }

  /// What a point must have; everything that one may have where the method is not known.
  private static func pointKeys(_ fit: WorkedFit?) -> [String] {
    guard let fit else { return ["features", "label", "loss", "gradient"] }
    switch fit {
    case .neighbours: return ["features", "label"]
    case .gradients(let hasLosses): return hasLosses ? ["loss", "gradient"] : ["gradient"]
    default: return ["loss"]
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
    let text = node.text ?? ""
    if text.wholeMatch(of: /-?[0-9]+\/0+/) != nil {
      report(
        .wrongType, node.place, "'\(name)' cannot be \(node.found): nothing is divided by zero",
        fix: "write another number below the bar")
      return nil
    }
    let isLong = text.wholeMatch(of: /-?[0-9]+([.\/][0-9]+)?/) != nil
    report(
      .wrongType, node.place, "'\(name)' must be a number such as 2, 0.25 or 1/3, found \(node.found)",
      fix: isLong
        ? "write at most six digits before and behind the point or bar"
        : "numbers are written as 2, 0.25, 1/3 or -4: without exponent, '+' or words")
    return nil
  }
}
