import Vocabulary

extension Checker {
  /// Prose with its queries checked; `nil` once anything in it is reported.
  func template(_ node: Node, _ label: Label) -> Template? {
    guard let text = scalar(node, .text, label) else { return nil }
    let places = TextPlaces(node)
    footnotes.append((PlacedFootnotes(text, places), label.name == "prose"))
    reportFormulasAndCitations(text, places)
    let pieces = TemplateReader.read(text).map { piece -> Template.Piece? in
      switch piece {
      case .success(.text(let text)): return .text(text)
      case .success(.query(let query)): return self.query(query, places).map { .query($0) }
      case .failure(let mistake):
        report(.template, places.place(mistake.range), mistake.message, fix: mistake.fix)
        return nil
      }
    }
    return Self.whole(pieces).map { Template($0) }
  }

  private func query(_ query: QueryText, _ places: TextPlaces) -> Query? {
    guard query.path[0].text != "data" else { return setting(query, places) }
    guard query.path[0].text != "worked" else { return workedNumber(query, places) }
    guard query.path.count == 2 else {
      report(
        .template, places.place(query.range), "a query names a task and a metric, as in noisy.auc(case=…, method=…)")
      return nil
    }
    let asked = QueryArguments(query, places, self)
    let task = self.task(query.path[0].text, at: places.place(query.path[0].range))
    let metric = (text: query.path[1].text, place: places.place(query.path[1].range))
    let table = task.flatMap { self.table($0, metrics: [metric]) }
    let caseName = self.caseName(asked, at: places.place(query.range))
    guard let subject = methods(asked, at: places.place(query.range)) else { return nil }
    let format = self.format(query, places, subject.formats)
    if let task {
      guard subject.instances.allSatisfy({ isOf(task.card.judges, $0.text, at: $0.place) }) else { return nil }
    }
    if let task, let caseName {
      guard requireTask(task, on: caseName, at: asked["case"]?.place ?? places.place(query.range)) else { return nil }
    }
    if let caseName {
      for instance in subject.instances { requireCell(caseName, instance.text, at: instance.place) }
    }
    guard let task, let table, let conditions = conditions(asked, task, table, at: places.place(query.range)),
      let caseName, let format
    else { return nil }
    let rows = Query.MetricQuery(
      task: task.name, table: table.name, metric: metric.text, caseName: caseName, conditions: conditions)
    return Query(
      subject: subject.subject(rows), format: format, source: query.source, line: places.place(query.range).span.line)
  }

  /// The case of a query; a study with one case needs no word for it.
  private func caseName(_ asked: QueryArguments, at place: Place) -> String? {
    if let given = asked["case"] { return block(given.text, cases, .gridCase, at: given.place)?.name }
    if cases.isWhole, cases.names.count == 1 { return cases.names[0] }
    if cases.isWhole {
      report(
        .openDimension, place, "this query leaves the case open",
        fix: "add one of: " + cases.names.map { "case=\($0)" }.joined(separator: ", "))
    }
    return nil
  }

  /// Which method, or which two, a query asks about; labels are resolved.
  private struct Compared {
    let instances: [(text: String, place: Place)]

    var formats: [Query.Format] { instances.count == 1 ? [.meanInterval, .mean] : [.differenceInterval] }

    func subject(_ rows: Query.MetricQuery) -> Query.Subject {
      instances.count == 1
        ? .metric(rows, method: instances[0].text)
        : .difference(rows, left: instances[0].text, right: instances[1].text)
    }
  }

  private func methods(_ asked: QueryArguments, at place: Place) -> Compared? {
    let names = ["method", "left", "right"].filter { asked[$0] != nil }
    guard names == ["method"] || names == ["left", "right"] else {
      report(
        .template, place, "a query names one method, or a left and a right one",
        fix: "write method=…, or left=…, right=…")
      return nil
    }
    let instances = names.map { name -> (text: String, place: Place)? in
      guard let given = asked[name], let instance = headline(given.text, at: given.place) else { return nil }
      return (instance.label, given.place)
    }
    return Self.whole(instances).map { Compared(instances: $0) }
  }

  private func conditions(
    _ asked: QueryArguments, _ task: TaskTables, _ table: TableDeclaration, at place: Place
  ) -> [ColumnCondition]? {
    let extra = asked.all.filter { !["case", "method", "left", "right"].contains($0.name.text) }
    let read = extra.map {
      condition($0.name.text, $0.value.text, of: task, table, at: $0.name.place, value: $0.value.place)
    }
    guard let conditions = Self.whole(read) else { return nil }
    return leavesOpen(conditions, task, table, at: place) ? nil : conditions
  }

  /// Whether conditions leave a dimension of a table with several values, other than those chosen elsewhere; reports it.
  func leavesOpen(
    _ conditions: [ColumnCondition], _ task: TaskTables, _ table: TableDeclaration, besides chosen: Set<String> = [],
    at place: Place
  ) -> Bool {
    let open = task.openDimensions(of: table)
      .filter { name in !chosen.contains(name) && !conditions.contains { $0.column == name } }
    for name in open {
      let values = task.values(of: name).map { ": one of \($0.prefix(16).joined(separator: ", "))" } ?? ""
      report(
        .openDimension, place, "'\(task.name)' has a row for each \(name), and none is chosen here",
        fix: "choose the \(name)\(values)")
    }
    return !open.isEmpty
  }

  private func format(_ query: QueryText, _ places: TextPlaces, _ fitting: [Query.Format]) -> Query.Format? {
    guard let word = query.format else { return fitting[0] }
    let place = places.place(word.range)
    let names = fitting.map(\.rawValue).joined(separator: " or ")
    guard let format = Query.Format(rawValue: word.text) else {
      let words = Query.Format.allCases.map { Word($0.rawValue) }
      report(
        .format, place, "there is no format '\(word.text)'",
        fix: Spelling.advice(word.text, among: words, called: "the formats are"))
      return nil
    }
    if fitting.contains(format) { return format }
    report(.format, place, "the format '\(word.text)' does not fit this query", fix: "write \(names)")
    return nil
  }

  /// A number of a worked example: `worked.gloves.value(player=Bo)`.
  private func workedNumber(_ query: QueryText, _ places: TextPlaces) -> Query? {
    let number = workedQuery(query, places)
    let format = self.format(query, places, [.fraction, .number])
    guard let number, let format else { return nil }
    return Query(
      subject: .worked(number), format: format, source: query.source, line: places.place(query.range).span.line)
  }

  /// A number of the study itself: `data.digits.train`, `data.moons.noise`, `data.digits.label_noise.rate`.
  private func setting(_ query: QueryText, _ places: TextPlaces) -> Query? {
    let path = query.path.map { (text: $0.text, place: places.place($0.range)) }
    guard query.arguments == nil, (3...4).contains(path.count) else {
      report(
        .template, places.place(query.range), "a number of the data is asked for as data.name.train, without arguments")
      return nil
    }
    let dataset = block(path[1].text, datasets, .dataset, at: path[1].place)
    let format = self.format(query, places, [.number, .percent])
    guard let dataset, let number = number(path, dataset), let format else { return nil }
    return Query(
      subject: .setting(number), format: format, source: query.source, line: places.place(query.range).span.line)
  }

  private func number(_ path: [(text: String, place: Place)], _ dataset: DatasetBlock) -> Double? {
    let numbers = Self.numbers(of: dataset)
    let asked = path.dropFirst(2).map(\.text).joined(separator: ".")
    let matches = numbers.filter { $0.name == asked }
    if matches.count == 1 { return matches[0].number }
    guard matches.isEmpty else {
      report(.template, path[2].place, "'\(dataset.name)' has several '\(asked)', so this names no single number")
      return nil
    }
    let isUnsplit = dataset.split == nil && ["train", "validation", "test"].contains(asked)
    report(
      .unknownName, path[2].place, "'\(dataset.name)' has no number '\(asked.shortened)'",
      fix: isUnsplit
        ? "its parts are files, whose sizes are known only when it runs"
        : Spelling.advice(asked, among: numbers.map { Word($0.name) }, called: "its numbers are"))
    return nil
  }

  /// Every number a dataset block holds, under the path that prose gives it.
  private static func numbers(of dataset: DatasetBlock) -> [(name: String, number: Double)] {
    var numbers: [(name: String, number: Double)] = []
    if let split = dataset.split {
      numbers += [("train", split.train), ("validation", split.validation), ("test", split.test)]
        .map { ($0.0, Double($0.1)) }
    }
    numbers += Self.numbers(of: dataset.source, under: "")
    return numbers + dataset.corruption.flatMap { Self.numbers(of: $0, under: "\($0.name).") }
  }

  private static func numbers(of component: ComponentValue, under prefix: String) -> [(name: String, number: Double)] {
    component.arguments.values.sorted { $0.key < $1.key }.compactMap { name, value in
      switch value {
      case .integer(let number): (prefix + name, Double(number))
      case .real(let number): (prefix + name, number)
      default: nil
      }
    }
  }
}

/// The arguments of a query with their places; one given twice is reported, the first counts.
private struct QueryArguments {
  let all: [(name: Located, value: Located)]

  struct Located {
    let text: String
    let place: Place
  }

  init(_ query: QueryText, _ places: TextPlaces, _ checker: Checker) {
    var kept: [(name: Located, value: Located)] = []
    for argument in query.arguments ?? [] {
      let name = Located(text: argument.name.text, place: places.place(argument.name.range))
      let value = Located(text: argument.value.text, place: places.place(argument.value.range))
      if kept.contains(where: { $0.name.text == name.text }) {
        checker.report(.template, name.place, "the argument '\(name.text)' is given twice")
      } else {
        kept.append((name, value))
      }
    }
    all = kept
  }

  subscript(_ name: String) -> Located? { all.first { $0.name.text == name }?.value }
}
