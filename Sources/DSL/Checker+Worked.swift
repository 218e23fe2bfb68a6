import Vocabulary

extension Checker {
  private static let workedWords = [
    "worked", "game", "case", "points", "query", "players", "method", "show", "player", "caption",
  ]
  .map { Word($0) }

  /// Reads every worked example but its caption, so that prose before and after may ask about it.
  func readWorked(_ report: Node?) {
    guard case .list(let items)? = report?.entry("cells")?.value.content else {
      worked.isUnreadable = report != nil
      return
    }
    for item in items {
      guard let head = item.entry("worked"), let name = head.value.text else { continue }
      let block = workedBlock(item, head)
      // Of two examples under a name the first counts.
      if !worked.names.contains(name) { worked.add(name, block) }
    }
  }

  /// The cell of an example that has been read; `nil` once anything in it is reported.
  func workedCell(_ node: Node, _ head: Node.Entry) -> WorkedCell? {
    let caption = node.entry("caption").map { template($0.value, Label("caption")) } ?? Template([])
    guard case .found(let block)? = head.value.text.map(worked.lookup), let caption else { return nil }
    return WorkedCell(block: block, caption: caption)
  }

  private func workedBlock(_ node: Node, _ head: Node.Entry) -> WorkedBlock? {
    let name = cellName(head)
    let title = "worked \(head.value.text?.shortened ?? "")"
    guard
      let fields = fields(
        node, title: title, owner: head.keyPlace, words: Self.workedWords, required: ["method"])
    else { return nil }
    let method = fields["method"].flatMap { node in
      scalar(node, .name(.method), Label("method")).flatMap { headline($0, at: node.place) }
        .flatMap { isOf(.method, $0.label, at: node.place) ? $0 : nil }
    }
    let entry = workedGround(fields, node)
    let isPoints = entry?.key == "points"
    let (ground, count) =
      entry.map { isPoints ? workedPoints($0, fields, method) : workedGame($0, fields) } ?? (nil, nil)
    let fit = method.flatMap { method in count.flatMap { workedFit(method, $0, isPoints, fields) } }
    let players = workedPlayers(fields, count, isPoints: isPoints)
    let show = workedParts(fields, fit)
    let player = derivedPlayer(fields, players?.names)
    guard let name, let ground, let players, players.areSound, let method, let show, let player, fit != nil else {
      return nil
    }
    return WorkedBlock(
      name: name, ground: ground, players: players.names, method: method, show: show, player: player,
      line: head.keyPlace.span.line)
  }

  // MARK: Ground

  /// What an example is about and how many players it has, as far as they could be read.
  typealias WorkedContent = (ground: WorkedBlock.Ground?, count: Int?)

  /// The one of `game`, `case` and `points` that is given.
  private func workedGround(_ fields: Fields, _ node: Node) -> Node.Entry? {
    let keys = ["game", "case", "points"]
    let given = node.entries.filter { keys.contains($0.key) }
    if given.count > 1 {
      report(
        .cell, given[1].keyPlace,
        "a worked example has one of game, case and points, and '\(given[0].key)' is given already")
      return nil
    }
    if given.isEmpty, !keys.contains(where: fields.excused.contains) {
      report(
        .missingKey, fields.owner, "\(fields.title) needs a game, a case that is a game, or points",
        fix: "add game: {kind: …}, case: NAME or points: […]")
    }
    return given.first
  }

  private func workedGame(_ entry: Node.Entry, _ fields: Fields) -> WorkedContent {
    let query = fields.entry("query")
    if let query {
      report(.game, query.keyPlace, "'query' has no place beside a game", fix: "remove it, or write points")
    }
    guard let (game, caseName) = entry.key == "game" ? writtenGame(entry) : gameOfCase(entry) else { return (nil, nil) }
    switch catalogue.worked.players(game) {
    case .impossible(let reason):
      report(.game, entry.value.place, reason)
      return (nil, nil)
    case .count(let count) where count > WorkedBlock.limit:
      report(
        .count, entry.value.place,
        "a worked example has at most \(WorkedBlock.limit) players, and this game has \(count)",
        fix: "work out a smaller game of the same kind")
      return (nil, nil)
    case .count(let count): return (query == nil ? .game(game, caseName: caseName) : nil, count)
    }
  }

  private func writtenGame(_ entry: Node.Entry) -> (ComponentValue, String?)? {
    nested(entry.value, .game, Label("game"), Scope()).map { ($0, nil) }
  }

  private func gameOfCase(_ entry: Node.Entry) -> (ComponentValue, String?)? {
    guard let name = scalar(entry.value, .name(.gridCase), Label("case")),
      let block = block(name, cases, .gridCase, at: entry.value.place)
    else { return nil }
    if let game = block.game { return (game, name) }
    report(
      .game, entry.value.place, "the case '\(name)' is data, and a worked example needs a game",
      fix: "name a case that is a game, or write a few points")
    return nil
  }

  /// What the method is worked on; `nil` once it is reported to be something else.
  private func workedFit(_ method: MethodInstance, _ count: Int, _ isPoints: Bool, _ fields: Fields) -> WorkedFit? {
    guard let place = fields["method"]?.place else { return nil }
    let fit = catalogue.worked.fit(method.component, count)
    let ground = isPoints ? "points" : "a game"
    switch fit {
    case .refused(let reason): report(.game, place, reason)
    case .nothing:
      report(
        .game, place, "'\(method.label)' cannot be worked out on \(ground)",
        fix: possibleMethods(onPoints: isPoints, count))
    case _ where fit.needsPoints != isPoints:
      report(
        .game, place,
        "'\(method.label)' is worked out on \(isPoints ? "a game" : "points"), and this example has \(ground)",
        fix: possibleMethods(onPoints: isPoints, count))
    default: return fit
    }
    return nil
  }

  /// The study's methods that fit, or else the kinds that would.
  private func possibleMethods(onPoints isPoints: Bool, _ count: Int) -> String {
    let names = methods.all.filter { block in
      block.card.kind == .method
        && block.instances.contains { instance in
          let fit = catalogue.worked.fit(instance.component, count)
          return fit.isPossible && fit.needsPoints == isPoints
        }
    }.map(\.name)
    guard names.isEmpty else { return "name one of: " + names.joined(separator: ", ") }
    let kinds = isPoints ? catalogue.worked.pointKinds : catalogue.worked.gameKinds
    return "add a method of one of the kinds \(kinds.joined(separator: ", "))"
  }

  // MARK: Players

  /// The names given, or numbers from 1; `nil` where they cannot be known. `count` is `nil` where the game could not be read.
  private func workedPlayers(
    _ fields: Fields, _ count: Int?, isPoints: Bool
  ) -> (names: [String], areSound: Bool)? {
    guard let node = fields["players"] else {
      return fields.excused.contains("players") ? nil : count.map { ((1...$0).map { "\($0)" }, true) }
    }
    guard let names = listed(node, Label("players")) else { return nil }
    let sound = names.map { acceptsExampleName($0.text, "a player's name", at: $0.place) }
    if let count, names.count != count {
      report(
        .count, node.place,
        "'players' must have \(count) name\(count == 1 ? "" : "s"), one for each \(isPoints ? "point" : "player of the game"), "
          + "found \(names.count)")
      return nil
    }
    return (names.map(\.text), sound.allSatisfy(\.self) && Set(names.map(\.text)).count == names.count)
  }

  /// Whether a name can stand in formulas, queries and cells; reports it otherwise.
  func acceptsExampleName(_ name: String, _ what: String, at place: Place) -> Bool {
    let inner: Set<Character> = [" ", "-", "."]
    let isSound = name.allSatisfy { $0.isLetter || $0.isNumber || inner.contains($0) }
    if isSound, name.count <= 16, name != "none", let first = name.first, let last = name.last,
      !inner.contains(first), last != " "
    {
      return true
    }
    report(
      .badName, place, "'\(name.shortened)' cannot be \(what)",
      fix: name == "none"
        ? "it stands for nobody in queries; choose another"
        : "use letters, digits, blanks, '-' and '.', at most 16 of them")
    return false
  }

  private func derivedPlayer(_ fields: Fields, _ names: [String]?) -> Int? {
    guard let node = fields["player"] else { return fields.excused.contains("player") ? nil : 0 }
    guard let text = scalar(node, .text, Label("player")) else { return nil }
    if let names { return playerNumber(text, names, at: node.place) }
    // However many players there are: those without names have numbers.
    let isUnnamed = fields["players"] == nil && !fields.excused.contains("players")
    if isUnnamed, !(1...WorkedBlock.limit).contains(where: { "\($0)" == text }) {
      report(
        .unknownName, node.place, "there is no player '\(text.shortened)'",
        fix: "players without names are counted from 1")
    }
    return nil
  }

  /// A player by its name; an unknown one is reported.
  func playerNumber(_ name: String, _ names: [String], at place: Place) -> Int? {
    if let number = names.firstIndex(of: name) { return number }
    report(
      .unknownName, place, "there is no player '\(name.shortened)'",
      fix: Spelling.advice(name, among: names.map { Word($0) }, called: "the players are"))
    return nil
  }

  // MARK: Parts

  /// What is shown: by default whatever the method has, but the lattice.
  private func workedParts(_ fields: Fields, _ fit: WorkedFit?) -> [WorkedBlock.Part]? {
    guard let node = fields["show"] else {
      guard let fit, !fields.excused.contains("show") else { return nil }
      if fit.needsPoints { return [.points, .coalitions, .formula, .values] }
      if fit == .otherValue { return [.coalitions, .values] }
      return fit.isShapley ? [.coalitions, .orderings, .formula, .values] : [.coalitions, .formula, .values]
    }
    // A game and its players may be all that an exercise needs.
    if case .list(let items) = node.content, items.isEmpty { return [] }
    guard let items = listed(node, Label("show")) else { return nil }
    let parts = items.map { item -> WorkedBlock.Part? in
      guard let part = WorkedBlock.Part(rawValue: item.text) else {
        report(
          .unknownChoice, item.place, "'show' cannot have '\(item.text.shortened)'",
          fix: Spelling.advice(
            item.text, among: WorkedBlock.Part.allCases.map { Word($0.rawValue) }, called: "choose among"))
        return nil
      }
      return fit.map { isShown(part, $0, at: item.place) } ?? true ? part : nil
    }
    return Self.whole(parts)
  }

  private func isShown(_ part: WorkedBlock.Part, _ fit: WorkedFit, at place: Place) -> Bool {
    if part == .orderings, !fit.isShapley {
      report(
        .game, place, "the mean over orderings is the Shapley value, and this method gives another",
        fix: "leave out 'orderings'")
      return false
    }
    if part == .formula, fit == .otherValue {
      report(
        .game, place, "no weights by coalition size give this method's values, so there is no formula to fill in",
        fix: "leave out 'formula'")
      return false
    }
    if part == .points, !fit.needsPoints {
      report(.game, place, "a game has no points to show", fix: "leave out 'points'")
      return false
    }
    return true
  }
}
