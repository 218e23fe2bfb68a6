import Vocabulary

extension Checker {
  private static let measures: [(name: String, arguments: [String])] = [
    ("value", ["player"]), ("sum", []), ("utility", ["coalition"]), ("marginal", ["player", "coalition"]),
  ]

  /// A number of a worked example: `worked.gloves.value(player=Bo)`; `nil` once reported.
  func workedQuery(_ query: QueryText, _ places: TextPlaces) -> WorkedQuery? {
    guard query.path.count == 3 else {
      report(
        .template, places.place(query.range),
        "a number of a worked example is asked for as worked.name.value(player=…)")
      return nil
    }
    let (name, measure) = (query.path[1], query.path[2])
    guard let block = workedBlock(named: name.text, at: places.place(name.range)) else { return nil }
    if ["value", "sum"].contains(measure.text), hasOtherValues(block) {
      report(
        .template, places.place(measure.range),
        "the values of '\(block.method.label)' are no exact fractions, so they cannot be quoted",
        fix: "quote utilities or marginal contributions, or work out a method that gives or estimates a semivalue")
      return nil
    }
    guard let arguments = Self.measures.first(where: { $0.name == measure.text })?.arguments else {
      report(
        .unknownName, places.place(measure.range), "a worked example has no '\(measure.text.shortened)'",
        fix: Spelling.advice(measure.text, among: Self.measures.map { Word($0.name) }, called: "it has"))
      return nil
    }
    guard let asked = workedArguments(query, arguments, places) else { return nil }
    let player = asked["player"].map { playerNumber($0.text, block.players, at: places.place($0.range)) }
    let coalition = asked["coalition"].map { self.coalition($0, block.players, places) }
    if case .some(nil) = player { return nil }
    if case .some(nil) = coalition { return nil }
    return self.measure(player ?? nil, coalition ?? nil, asked, block, places)
      .map { WorkedQuery(example: block.name, measure: $0) }
  }

  private func hasOtherValues(_ block: WorkedBlock) -> Bool {
    guard case .game = block.ground else { return false }
    return catalogue.worked.fit(block.method.component, block.players.count) == .otherValue
  }

  private func measure(
    _ player: Int?, _ coalition: Int?, _ asked: [String: QueryWord], _ block: WorkedBlock, _ places: TextPlaces
  ) -> WorkedQuery.Measure? {
    guard let player else { return coalition.map { .utility(coalition: $0) } ?? .sum }
    guard let coalition else { return .value(player: player) }
    guard coalition >> player & 1 == 1 else { return .marginal(player: player, coalition: coalition) }
    if let word = asked["coalition"] {
      report(
        .template, places.place(word.range),
        "'\(block.players[player])' is in the coalition already, so it adds nothing to it",
        fix: "name a coalition without that player, or none")
    }
    return nil
  }

  private func workedBlock(named name: String, at place: Place) -> WorkedBlock? {
    switch worked.lookup(name) {
    case .found(let block): return block
    case .broken: return nil
    case .unknown:
      report(
        .unknownName, place, "there is no worked example '\(name.shortened)'",
        fix: worked.names.isEmpty
          ? "the report has no worked examples"
          : Spelling.advice(name, among: worked.names.map { Word($0) }, called: "there are"))
      return nil
    }
  }

  /// Exactly the arguments that a measure takes.
  private func workedArguments(
    _ query: QueryText, _ wanted: [String], _ places: TextPlaces
  ) -> [String: QueryWord]? {
    var (asked, isSound) = ([String: QueryWord](), true)
    for argument in query.arguments ?? [] {
      let (name, place) = (argument.name.text, places.place(argument.name.range))
      if asked[name] != nil {
        report(.template, place, "the argument '\(name)' is given twice")
        isSound = false
      } else if !wanted.contains(name) {
        report(
          .template, place, "'\(query.path[2].text)' has no argument '\(name.shortened)'",
          fix: Spelling.advice(name, among: wanted.map { Word($0) }, called: "it has"))
        isSound = false
      }
      asked[name] = argument.value
    }
    let missing = wanted.filter { asked[$0] == nil }
    if isSound, !missing.isEmpty {
      report(
        .template, places.place(query.range), "this query leaves the \(missing.joined(separator: " and the ")) open",
        fix: "write \(query.path[2].text)(\(wanted.map { "\($0)=…" }.joined(separator: ", ")))")
    }
    return isSound && missing.isEmpty ? asked : nil
  }

  /// The mask of names joined by `+`, or of nobody.
  private func coalition(_ word: QueryWord, _ names: [String], _ places: TextPlaces) -> Int? {
    if word.text == "none" { return 0 }
    var mask = 0
    for part in word.text.split(separator: "+", omittingEmptySubsequences: false) {
      let name = part.split(separator: " ").joined(separator: " ")
      guard let player = playerNumber(name, names, at: places.place(word.range)) else { return nil }
      if mask >> player & 1 == 1 {
        report(.duplicateItem, places.place(word.range), "the coalition has '\(name)' twice")
        return nil
      }
      mask |= 1 << player
    }
    return mask
  }
}
