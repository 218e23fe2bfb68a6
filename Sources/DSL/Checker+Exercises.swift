import Vocabulary

extension Checker {
  /// Options are lettered.
  private static var optionCount: ClosedRange<Int> { 2...26 }

  private static var example: String { "{{ task.metric(case=…, method=…) | mean }}" }

  func exercise(_ node: Node, _ head: Node.Entry) -> ExerciseCell? {
    let name = cellName(head)
    let title = "exercise \(head.value.text?.shortened ?? "")"
    let words = ["exercise", "asks", "answer", "among", "choose", "order", "hints", "because"].map { Word($0) }
    guard let fields = fields(node, title: title, owner: head.keyPlace, words: words, required: ["asks"]) else {
      return nil
    }
    let asks = fields["asks"].flatMap { sentences($0, Label("asks"), fix: "write the question") }
    let hints = fields["hints"].map(hints) ?? []
    let because = fields["because"].map { sentences($0, Label("because"), fix: "write the reason, or remove the key") }
    let answer = answer(fields)
    if case .some(nil) = because { return nil }
    guard let name, let asks, let hints, let answer else { return nil }
    return ExerciseCell(name: name, asks: asks, answer: answer, hints: hints, because: because ?? nil)
  }

  /// Exercises are cited by name.
  func reportSharedExercises(_ cells: [Node]) {
    var lines: [String: Int] = [:]
    for name in cells.compactMap({ $0.entry("exercise")?.value }) {
      guard let text = name.text else { continue }
      if let line = lines[text] {
        report(
          .badName, name.place, "the name '\(text.shortened)' is taken by another exercise",
          fix: "choose another name", notes: ["first written at line \(line)"])
      } else {
        lines[text] = name.place.span.line
      }
    }
  }

  private func hints(_ node: Node) -> [Template]? {
    guard case .list(let items) = node.content else {
      report(.wrongType, node.place, "'hints' must be a list, found \(node.found)", fix: "write `hints: [A hint.]`")
      return nil
    }
    return Self.whole(items.map { sentences($0, Label("hints"), fix: "write the hint, or remove it") })
  }

  /// Prose that says something: blanks between quotation marks do not.
  private func sentences(_ node: Node, _ label: Label, fix: String) -> Template? {
    if let text = node.text, !node.isBlank, text.allSatisfy(\.isWhitespace) {
      report(.exercise, node.place, "'\(label.name)' has no text, found \(node.found)", fix: fix)
      return nil
    }
    return template(node, label)
  }

  // MARK: Answers

  /// Either a number, or options with a word that says what is asked of them.
  private func answer(_ fields: Fields) -> ExerciseCell.Answer? {
    let extra = ["choose", "order"].compactMap { fields.entry($0) }
    guard let among = fields.entry("among") else {
      guard let answer = fields["answer"] else { return reportNoAnswer(fields) }
      for entry in extra {
        report(
          .exercise, entry.keyPlace, "'\(entry.key)' says what is asked of options, and \(fields.title) has none",
          fix: "write `among:` with options instead of 'answer'")
      }
      let query = reference(answer, Label("answer"))
      return extra.isEmpty ? query.map { .number($0) } : nil
    }
    if let answer = fields.entry("answer") {
      report(
        .exercise, answer.keyPlace, "\(fields.title) has options, so it cannot have 'answer' too",
        fix: "the values under 'among' decide; remove 'answer'")
    }
    let options = options(among)
    let isWhole = fields["answer"] == nil
    guard let asked = asked(fields, among, extra), let options, isWhole else { return nil }
    return asked(options)
  }

  private func reportNoAnswer(_ fields: Fields) -> ExerciseCell.Answer? {
    guard fields.excused.isDisjoint(with: ["answer", "among"]) else { return nil }
    report(
      .exercise, fields.owner, "\(fields.title) has neither 'answer' nor 'among', so nothing can be its solution",
      fix: "add `answer: \"\(Self.example)\"`, or `among:` with options")
    return nil
  }

  /// What `choose:` or `order:` makes of options; `nil` once reported.
  private func asked(
    _ fields: Fields, _ among: Node.Entry, _ extra: [Node.Entry]
  ) -> (([ExerciseCell.Option]) -> ExerciseCell.Answer)? {
    if extra.count > 1 {
      report(
        .exercise, extra[1].keyPlace, "\(fields.title) has 'choose' already, so it cannot have 'order'",
        fix: "ask for one of them; make another exercise of the other")
      return nil
    }
    guard let entry = extra.first else {
      guard fields.excused.isDisjoint(with: ["choose", "order"]) else { return nil }
      report(
        .exercise, among.keyPlace, "\(fields.title) does not say what is asked of its options",
        fix: "add `choose: greatest` or `least`, or `order: descending` or `ascending`")
      return nil
    }
    if entry.key == "choose" {
      let extreme = word(entry.value, ExerciseCell.Extreme.self, "choose")
      return extreme.map { extreme in { .choice($0, extreme) } }
    }
    let direction = word(entry.value, ExerciseCell.Direction.self, "order")
    return direction.map { direction in { .ordering($0, direction) } }
  }

  private func word<T: RawRepresentable & CaseIterable>(
    _ node: Node, _ type: T.Type, _ label: String
  ) -> T? where T.RawValue == String {
    choice(node, T.allCases.map(\.rawValue), Label(label)).flatMap { T(rawValue: $0) }
  }

  private func options(_ among: Node.Entry) -> [ExerciseCell.Option]? {
    guard among.value.isMap else {
      report(
        .wrongType, among.value.isBlank ? among.keyPlace : among.value.place,
        "'among' must be a map of options to values, found \(among.value.found)",
        fix: "write `among: {one: \"\(Self.example)\", another: \"…\"}`")
      return nil
    }
    let entries = among.value.entries
    guard Self.optionCount.contains(entries.count) else {
      report(
        .count, among.keyPlace,
        "'among' must have \(Self.optionCount.lowerBound) to \(Self.optionCount.upperBound) options, found \(entries.count)"
      )
      return nil
    }
    let options = entries.map(option)
    reportSameValues(zip(entries, options).map { (entry: $0, option: $1) })
    return Self.whole(options)
  }

  private func option(_ entry: Node.Entry) -> ExerciseCell.Option? {
    let value = reference(entry.value, Label(entry.key.shortened))
    if entry.key.contains("{{") {
      report(
        .exercise, entry.keyPlace, "an option's name cannot hold a value, which would give the answer away",
        fix: "write the name in words")
      return nil
    }
    guard !entry.key.allSatisfy(\.isWhitespace) else {
      report(.exercise, entry.keyPlace, "an option's name is empty", fix: "write the name in words")
      return nil
    }
    let label = template(Node(.scalar(entry.key, .plain), at: entry.keyPlace), Label("among"))
    guard label != nil, let value else { return nil }
    return ExerciseCell.Option(label: entry.key, value: value)
  }

  /// Two options of one value tie whatever comes out.
  private func reportSameValues(_ options: [(entry: Node.Entry, option: ExerciseCell.Option?)]) {
    for (index, pair) in options.enumerated() {
      guard let value = pair.option?.value,
        let twin = options[..<index].first(where: { $0.option?.value.subject == value.subject })
      else { continue }
      report(
        .exercise, pair.entry.value.place,
        "the options '\(twin.entry.key.shortened)' and '\(pair.entry.key.shortened)' have the same value, so they tie",
        fix: "give each option a value of its own")
    }
  }

  /// The one query that a text consists of: what decides an exercise is never typed.
  private func reference(_ node: Node, _ label: Label) -> Query? {
    guard let text = scalar(node, .text, label) else { return nil }
    guard text.contains("{{") else {
      report(
        .exercise, node.place, "'\(label.name)' is \(node.found), but answers are references to results, never typed",
        fix: "write \"\(Self.example)\", or a number of the study such as \"{{ data.NAME.train }}\"")
      return nil
    }
    guard let template = template(node, label) else { return nil }
    let queries = template.pieces.compactMap { if case .query(let query) = $0 { query } else { nil } }
    let words = template.pieces.compactMap { if case .text(let text) = $0 { text } else { nil } }
    guard queries.count == 1, words.allSatisfy({ $0.allSatisfy(\.isWhitespace) }) else {
      report(
        .exercise, node.place, "'\(label.name)' must be one reference and nothing else",
        fix: "write \"\(Self.example)\"; say the unit in the question, and reasons under 'because'")
      return nil
    }
    return queries[0]
  }
}
