import Vocabulary

/// A value set from outside the tree: a line of a profile, or a `--set`.
struct Override {
  let path: [String]
  /// Where the path is written.
  let pathPlace: Place
  let value: Node

  /// Splits a dotted path.
  init(path: String, pathPlace: Place, value: Node) {
    self.path = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    (self.pathPlace, self.value) = (pathPlace, value)
  }

  /// Reads `path=value`, the value in YAML's flow style.
  static func read(setting: String) -> Result<Override, StudyErrors> {
    let source = SourceText(name: "--set", text: setting)
    let whole = Place(source, 0..<source.scalars.count)
    guard let equals = source.scalars.firstIndex(of: "="), equals > 0 else {
      return .failure(
        StudyErrors([
          Diagnostic(
            .override, whole, "'--set' expects path=value", fix: "write, for example, --set replicates=6")
        ]))
    }
    let reading = NodeReader.read(source, from: equals + 1)
    let path = String(String.UnicodeScalarView(source.scalars[..<equals])).trimmed
    if reading.root == nil, reading.diagnostics.first?.id == .empty {
      let place = Place(source, equals..<equals + 1)
      return .failure(
        StudyErrors([Diagnostic(.override, place, "'--set \(path)=' has no value", fix: "write a value behind '='")]))
    }
    guard let value = reading.root, reading.diagnostics.isEmpty else {
      return .failure(StudyErrors(reading.diagnostics))
    }
    return .success(Override(path: path, pathPlace: Place(source, 0..<equals), value: value))
  }

  /// The lines of a profile.
  static func lines(of profile: Node) -> [Override] {
    profile.entries.map { Override(path: $0.key, pathPlace: $0.keyPlace, value: $0.value) }
  }
}

extension Override {
  /// Sections whose second step is the name of a block, which must exist for anything inside to be set.
  private static let named: [BlockKind] = [.dataset, .embedding, .model, .method, .strategy, .task]

  /// The tree with the value in its place, or why it has none. What is missing on the way is added, so that a field
  /// left to its default can be set; whether the field exists is for the checker to say.
  func applied(to root: Node) -> Result<Node, StudyErrors> {
    if let refusal = refusal(in: root) { return .failure(StudyErrors([refusal])) }
    return setting(path[...], in: root).map(withoutStaleHeadline)
  }

  /// A parameter set to one value is no longer swept, and a headline that names it is moot.
  private func withoutStaleHeadline(_ root: Node) -> Node {
    guard path.count == 3, [BlockKind.method.key, BlockKind.strategy.key].contains(path[0]),
      value.entry("sweep") == nil,
      let headline = root.entry(path[0])?.value.entry(path[1])?.value.entry("headline")?.value,
      headline.entry(path[2]) != nil
    else { return root }
    return root.changing(path[0]) { section in
      section.changing(path[1]) { block in
        let left = headline.entries.filter { $0.key != path[2] }
        return left.isEmpty
          ? block.removing("headline") : block.changing("headline") { Node(.map(left), at: $0.place) }
      }
    }
  }

  private func refusal(in root: Node) -> Diagnostic? {
    if path.contains("") {
      return Diagnostic(.override, pathPlace, "'\(path.joined(separator: "."))' is no dotted path")
    }
    if path[0] == "profiles" { return Diagnostic(.override, pathPlace, "profiles cannot be overridden") }
    guard path.count > 2, let kind = Self.named.first(where: { $0.key == path[0] }),
      let section = root.entry(path[0])?.value, section.isMap,
      section.entry(path[1]) == nil
    else { return nil }
    return Diagnostic(
      .unknownName, pathPlace, "there is no \(kind.rawValue) '\(path[1].shortened)' to override",
      fix: Spelling.advice(path[1], among: section.entries.map { Word($0.key) }, called: "the \(path[0]) are"))
  }

  private func setting(_ steps: ArraySlice<String>, in node: Node) -> Result<Node, StudyErrors> {
    guard let step = steps.first else { return .success(value) }
    switch node.content {
    case .map(let entries): return setting(step, steps.dropFirst(), in: entries, of: node)
    case .list(let items):
      guard let index = Int(step), items.indices.contains(index) else {
        return .failure(blocked(before: steps, "a list of \(items.count); name an item by its position from 0"))
      }
      return setting(steps.dropFirst(), in: items[index]).map { item in
        var items = items
        items[index] = item
        return Node(.list(items), at: node.place)
      }
    case .scalar: return .failure(blocked(before: steps, "\(node.found), which has no fields"))
    }
  }

  private func setting(
    _ step: String, _ rest: ArraySlice<String>, in entries: [Node.Entry], of node: Node
  ) -> Result<Node, StudyErrors> {
    let position = entries.firstIndex { $0.key == step }
    let inside = position.map { entries[$0].value } ?? Node(.map([]), at: pathPlace)
    return setting(rest, in: inside).map { value in
      var entries = entries
      let keyPlace = position.map { entries[$0].keyPlace } ?? pathPlace
      let entry = Node.Entry(key: step, keyPlace: keyPlace, value: value)
      if let position { entries[position] = entry } else { entries.append(entry) }
      return Node(.map(entries), at: node.place)
    }
  }

  private func blocked(before steps: ArraySlice<String>, _ what: String) -> StudyErrors {
    let reached = path[..<steps.startIndex].joined(separator: ".")
    return StudyErrors([
      Diagnostic(.override, pathPlace, "'\(path.joined(separator: "."))' leads nowhere: '\(reached)' is \(what)")
    ])
  }
}

extension Node {
  /// A map with the value of one key replaced.
  fileprivate func changing(_ key: String, _ change: (Node) -> Node) -> Node {
    let changed = entries.map {
      $0.key == key ? Entry(key: key, keyPlace: $0.keyPlace, value: change($0.value)) : $0
    }
    return Node(.map(changed), at: place)
  }

  /// A map without a key.
  fileprivate func removing(_ key: String) -> Node { Node(.map(entries.filter { $0.key != key }), at: place) }
}
