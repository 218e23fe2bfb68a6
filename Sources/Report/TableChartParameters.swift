import Vocabulary

/// What charts of a task's or a theory check's table are asked for alike.
enum TableChartParameters {
  /// What is drawn about the means.
  enum Band: String, Sendable, CaseIterable { case none, ci95 }
  /// Which instances of a method that was swept.
  enum Instances: String, Sendable, CaseIterable { case headline, all }

  static let task = Parameter<String>(
    "task", .name(.task), default: nil, help: "The task whose results are drawn.", read: Value.readText)
  static let theory = Parameter<String>(
    "theory", .name(.theory), default: nil, help: "The theory check of which a table is drawn, instead of a task.",
    synonyms: ["check"], read: Value.readText
  ).optional
  static let table = Parameter<String>.text(
    "table", help: "The table of the theory check; the first that has all the columns if it is left out."
  ).optional
  static let facet = Parameter<[String]>(
    "facet", .list(.column, count: 0...2), default: .list([]),
    help: "Columns that tell panels apart: the first gives columns, the second rows.", synonyms: ["facets", "panels"],
    read: Value.readTexts)
  static let cases = Parameter<[String]>(
    "cases", .list(.name(.gridCase), count: 1...999), default: nil, help: "The cases shown; all by default.",
    read: Value.readTexts
  ).optional
  static let methods = Parameter<[String]>(
    "methods", .list(.name(.method), count: 1...999), default: nil, help: "The methods shown; all by default.",
    read: Value.readTexts
  ).optional
  static let instances = Parameter<Instances>.choice(
    "instances", default: .headline, help: "Which instances of swept methods are shown.")

  /// Whether intervals are drawn.
  static func band(default fallback: Band) -> Parameter<Band> {
    .choice("band", default: fallback, help: "Whether 95 % t intervals are drawn.", synonyms: ["interval", "error"])
  }
}
