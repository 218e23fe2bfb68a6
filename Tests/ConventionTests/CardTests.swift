import Datasets
import Evaluation
import Foundation
import Learning
import Report
import Testing
import Valuation
import Vocabulary

/// A folder of components and the registry that lists them.
struct Family: Sendable, CustomTestStringConvertible {
  let kind: ComponentKind
  let folder: String
  let registry: String
  let members: [any Component.Type]
  var testDescription: String { folder }

  static let all = [
    Family(
      kind: .source, folder: "Datasets/Sources", registry: "DatasetSources.swift", members: datasetSources),
    Family(kind: .corruption, folder: "Datasets/Corruptions", registry: "Corruptions.swift", members: corruptions),
    Family(kind: .learner, folder: "Learning/Learners", registry: "Learners.swift", members: learners),
    Family(kind: .embedding, folder: "Learning/Embeddings", registry: "Embeddings.swift", members: embeddings),
    Family(kind: .method, folder: "Valuation/Methods", registry: "ValuationMethods.swift", members: valuationMethods),
    Family(
      kind: .strategy, folder: "Valuation/Strategies", registry: "SelectionStrategies.swift",
      members: selectionStrategies),
    Family(kind: .task, folder: "Evaluation/Tasks", registry: "EvaluationTasks.swift", members: evaluationTasks),
    Family(kind: .theory, folder: "Evaluation/Theory", registry: "TheoryChecks.swift", members: theoryChecks),
    Family(kind: .game, folder: "Valuation/ToyGames", registry: "ToyGames.swift", members: toyGames),
    Family(kind: .chart, folder: "Report/Charts", registry: "ChartRecipes.swift", members: chartRecipes),
  ]
}

@Test("a folder of components and its registry agree", arguments: Family.all)
func registry(_ family: Family) throws {
  let files = try Repository.files("Sources/\(family.folder)").compactMap { $0.path.split(separator: "/").last }
  let types = Set(files.map(String.init)).subtracting([family.registry]).filter { !$0.contains("+") }
  #expect(types == Set(family.members.map { "\($0).swift" }))
  #expect(Set(family.members.map { $0.card.name }).count == family.members.count, "two components of one name")
}

@Test("every card is complete", arguments: Family.all)
func cards(_ family: Family) {
  for card in family.members.map({ $0.card }) {
    #expect(card.kind == family.kind, "\(card.name)")
    #expect(card.name.wholeMatch(of: /[a-z][a-z0-9]*(_[a-z0-9]+)*/) != nil, "\(card.name)")
    #expect(card.revision >= 1, "\(card.name)")
    #expect(isSentence(card.summary), "\(card.name): \(card.summary)")
    #expect(Set(card.parameters.map(\.name)).count == card.parameters.count, "\(card.name)")
    for parameter in card.parameters { check(parameter, of: card.name) }
  }
}

@Test("what comes from the literature says so", arguments: Family.all)
func citations(_ family: Family) {
  let plain: Set<ComponentKind> = [.chart, .embedding, .corruption]
  let ours: Set = ["random", "cost", "csv", "npy", "idx", "two_moons", "gaussian_blobs", "random_game", "full"]
  for card in family.members.map({ $0.card }) where !plain.contains(family.kind) && !ours.contains(card.name) {
    #expect(card.citation.contains(/\d{4}/), "\(card.name) cites nothing with a year: '\(card.citation)'")
  }
}

@Test("every method says which end is good, what it costs and which axioms hold")
func methods() {
  for card in valuationMethods.map({ $0.card }) {
    #expect(card.direction != nil, "\(card.name)")
    #expect(!card.complexity.isEmpty, "\(card.name)")
    #expect(card.name == "random" || !card.formula.isEmpty, "\(card.name)")
  }
  #expect(KNNShapley.card.axioms.contains(.efficiency))
}

@Test("every theory check says what is claimed, by whom and under which assumptions")
func theory() {
  for card in theoryChecks.map({ $0.card }) {
    #expect(!card.formula.isEmpty, "\(card.name)")
    #expect(card.citation.contains(/\d{4}/), "\(card.name)")
    #expect(isSentence(card.assumptions), "\(card.name): \(card.assumptions)")
  }
  let others = Family.all.filter { $0.kind != .theory }.flatMap(\.members).map { $0.card }
  #expect(others.allSatisfy { $0.assumptions.isEmpty })
}

@Test("the methods that play games are those that can do without a model")
func players() {
  for type in valuationMethods {
    #expect((type is any GameMethod.Type) == type.card.playsGames, "\(type.card.name)")
  }
}

@Test("cards tell what the signs of their formulas are, and nothing of signs they have not", arguments: Family.all)
func symbols(_ family: Family) throws {
  for card in family.members.map({ $0.card }) {
    #expect(card.symbols.isEmpty == card.formula.isEmpty, "\(card.name)")
    // Raised and lowered letters count as letters; of several signs together, the first is looked for.
    let formula = try Formula(tex: card.formula).plain.decomposedStringWithCompatibilityMapping
    for symbol in card.symbols {
      let sign = try Formula(tex: symbol.tex).plain.decomposedStringWithCompatibilityMapping
      let first = sign.first { $0.isLetter }
      let letter = try #require(first, "\(card.name): \(symbol.tex)")
      #expect(formula.contains(letter), "\(card.name) has no \(symbol.tex) in \(formula)")
      #expect(symbol.meaning.count > 3 && !symbol.meaning.hasSuffix("."), "\(card.name): \(symbol.meaning)")
    }
  }
}

@Test("cards say what the component is not: whoever ranks, chooses or judges is misread", arguments: Family.all)
func cautions(_ family: Family) {
  let misread: Set<ComponentKind> = [.method, .strategy, .task, .theory, .game]
  for card in family.members.map({ $0.card }) where misread.contains(family.kind) || !card.caution.isEmpty {
    #expect(isSentence(card.caution) || card.caution.hasPrefix("v is"), "\(card.name): \(card.caution)")
    #expect(card.caution.split(separator: ". ").count <= 3, "\(card.name): \(card.caution)")
  }
}

@Test("every task declares its tables with labels")
func tasks() {
  for card in evaluationTasks.map({ $0.card }) {
    #expect(!card.tables.isEmpty, "\(card.name)")
    for table in card.tables {
      #expect(table.columns.contains { $0.higherIsBetter != nil || $0.isDimension }, "\(card.name).\(table.name)")
      for column in table.columns { #expect(!column.label.isEmpty, "\(card.name).\(column.name)") }
    }
  }
}

@Test("component names and synonyms are unique within a kind", arguments: Family.all)
func synonyms(_ family: Family) {
  let words = family.members.flatMap { [$0.card.name] + $0.card.synonyms }
  #expect(Set(words).count == words.count, "\(words)")
}

private func check(_ parameter: ParameterDeclaration, of card: String) {
  let place = "\(card).\(parameter.name)"
  #expect(parameter.name.wholeMatch(of: /[a-z][a-z0-9]*(_[a-z0-9]+)*/) != nil, "\(place)")
  #expect(isSentence(parameter.help), "\(place): \(parameter.help)")
  if let fallback = parameter.fallback { #expect(fits(fallback, parameter.type), "\(place) has default \(fallback)") }
  if case .record(let fields) = parameter.type { for field in fields { check(field, of: place) } }
}

/// Whether a default lies in its own declared range.
private func fits(_ value: Value, _ type: ParameterType) -> Bool {
  switch (value, type) {
  case (.none, _): true
  case (_, .either(let first, let second)): fits(value, first) || fits(value, second)
  case (.integer(let number), .integer(let range)): range.contains(number)
  case (.real(let number), .real(let interval)): interval.contains(number)
  case (.boolean, .boolean), (.text, .text), (.text, .file), (.text, .name), (.text, .column), (.text, .measure): true
  case (.text(let text), .choice(let options)): options.contains(text)
  case (.list(let items), .list(let element, let count)):
    count.contains(items.count) && items.allSatisfy { fits($0, element) }
  case (.list(let items), .progression(let interval)): items.allSatisfy { fits($0, .real(interval)) }
  case (.record(let given), .record(let fields)):
    given.allSatisfy { item in fields.contains { $0.name == item.name && fits(item.value, $0.type) } }
  default: false
  }
}

private func isSentence(_ text: String) -> Bool {
  text.count >= 10 && text.hasSuffix(".") && (text.first?.isUppercase ?? false || text.first?.isNumber ?? false)
}
