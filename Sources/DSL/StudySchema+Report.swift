import Vocabulary

extension StudySchema {
  // MARK: Grid

  var grid: JSON {
    let names = JSON.oneOrMore(.typed("string"))
    let cases = JSON.object([
      .described("What methods are tried on."), .init("type", .text("object")), .init("minProperties", .integer(1)),
      .init("propertyNames", .reference("name")), .init("additionalProperties", .reference("case")),
    ])
    let exclusion = JSON.closed(
      [.init("case", names), .init("method", names)],
      [.init("anyOf", .list([.requiring(["case"]), .requiring(["method"])]))])
    let exclude = JSON.either([exclusion, .items(exclusion, 0...Int.max, areDistinct: false)])
    return .closed(
      [
        .init("cases", cases), .init("methods", names.describing("`all`, or names of methods and strategies.")),
        .init("exclude", exclude.describing("Pairs that are left out.")),
      ], required: ["cases"])
  }

  /// Data under an embedding, a game, or a case like another.
  var caseBlock: JSON {
    .closed(
      [
        .init("like", .typed("string")), .init("data", JSON.typed("string").describing("A block of datasets.")),
        .init("embedding", JSON.typed("string").describing("A block of embeddings.")),
        .init("game", JSON.reference("nested.game").describing("A game with known values, instead of data.")),
      ],
      [
        .init(
          "oneOf",
          .list([
            .requiring(["like"]),
            .object([.init("required", .names(["data", "embedding"])), .init("not", Self.hasLikeOrGame)]),
            .object([
              .init("required", .names(["game"])),
              .init("not", .either(["like", "data", "embedding"].map { .requiring([$0]) })),
            ]),
          ]))
      ])
  }

  private static var hasLikeOrGame: JSON { .either([.requiring(["like"]), .requiring(["game"])]) }

  // MARK: Claims

  var claim: JSON {
    .closed(
      [
        .init("like", .typed("string")), .init("from", JSON.scalar.describing("Where the sentence stands.")),
        .init("says", JSON.scalar.describing("The sentence.")), .init("holds_if", .reference("comparison")),
        .init(
          "required",
          JSON.typed("boolean").describing(
            "Whether the run ends with exit code 2 unless it is reproduced. Default: false.")),
      ],
      [.init("anyOf", .list([.requiring(["like"]), .requiring(["says", "holds_if"])]))])
  }

  var comparison: JSON {
    let fixed: [JSON.Member] = [
      .init("task", JSON.typed("string").describing("A block of tasks.")),
      .init("metric", JSON.typed("string").describing("A measure that the task computes.")),
      .init("case", JSON.typed("string").describing("A case of the grid; may be left out if there is one only.")),
      .init("left", JSON.typed("string").describing("A method, or an instance of it such as knn[k=5].")),
      .init("is", JSON.oneOf(Relation.allCases.map(\.rawValue))),
      .init("right", JSON.typed("string").describing("A method, or an instance of it.")),
      .init("margin", JSON.typed("number").describing("In the metric's unit. Default: 0.", fallback: .integer(0))),
    ]
    let taken = Set(fixed.map(\.name))
    let dimensions = dimensions.filter { !taken.contains($0) }.map {
      JSON.Member($0, JSON.scalar.describing("A value of this dimension of the task's table."))
    }
    return JSON.closed(fixed + dimensions, required: ["task", "metric", "left", "is", "right"])
      .describing("What must hold of the difference, paired by replicate.")
  }

  /// The dimensions of all tasks' tables.
  private var dimensions: [String] {
    var names: [String] = []
    for column in (catalogue.cards[.task] ?? []).flatMap(\.tables).flatMap(\.columns)
    where column.isDimension && !names.contains(column.name) { names.append(column.name) }
    return names
  }

  // MARK: Report

  var report: JSON {
    .closed([
      .init("formats", JSON.oneOrMore(.oneOf(ReportBlock.Format.allCases.map(\.rawValue)))),
      .init(
        "layouts",
        JSON.oneOrMore(.oneOf(ReportBlock.Layout.allCases.map(\.rawValue)))
          .describing("For whom the results are laid out, a document each. Default: paper.")),
      .init(
        "bibliography",
        JSON.scalar.describing("A BibTeX file beside the study; `[@key]` in prose and captions cites its entries.")),
      .init("cells", JSON.items(.reference("cell"), 0...Int.max).describing("What the report shows, in this order.")),
    ])
  }

  private static let heads: [(key: String, help: String)] = [
    ("prose", "CommonMark with values in it."), ("figure", "A chart, by the name it is cited by."),
    ("table", "A table of results, by the name it is cited by."),
    ("worked", "A small example worked out step by step, by the name it is cited by."),
    ("exercise", "A question with its answer, by the name it is cited by."), ("theory", "Boxes of theory checks."),
    ("claims", "The verdicts on all claims, as a table of this name."),
    ("appendix", "What was used, and where it ran."),
  ]

  /// A cell: the key that opens it decides which others it may have.
  var cell: JSON {
    .object([
      .init("type", .text("object")),
      .init("properties", .object(Self.heads.map { .init($0.key, .object([.described($0.help)])) })),
      .init("oneOf", .list(Self.heads.map { .requiring([$0.key]) })),
      .init("allOf", .list(Self.heads.map { .when(.requiring([$0.key]), .reference("cell.\($0.key)")) })),
    ])
  }

  var cellDefinitions: [JSON.Member] {
    let parts = ReportBlock.Appendix.allCases.map(\.rawValue)
    return [
      .init("cell.prose", .closed([.init("prose", .scalar)])), .init("cell.figure", figure), .init("cell.table", table),
      .init("cell.worked", worked), .init("cell.exercise", exercise),
      .init(
        "cell.theory",
        .closed(
          [.init("theory", .oneOrMore(.typed("string"))), .init("show", .oneOf(Checker.theoryParts))],
          required: ["theory"])),
      .init(
        "cell.claims",
        .closed([.init("claims", .reference("name")), .init("caption", .scalar)], required: ["caption"])),
      .init("cell.appendix", .closed([.init("appendix", .oneOrMore(.oneOf(parts)))])),
    ]
  }

  private var figure: JSON {
    let charts = catalogue.cards[.chart] ?? []
    return .closed(
      [.init("figure", .reference("name")), .init("caption", .scalar)]
        + charts.map { card in
          .init(
            card.name,
            JSON.closed(card.parameters.map(\.property), required: card.parameters.requiredNames)
              .describing(card.summary))
        }, required: ["caption"], [.init("oneOf", .list(charts.map { .requiring([$0.name]) }))])
  }

  private var table: JSON {
    let names = JSON.oneOrMore(.typed("string"))
    let content = JSON.closed(
      [
        .init("task", JSON.typed("string").describing("A block of tasks.")),
        .init("metrics", names.describing("Measures, a column each.")),
        .init("metric", JSON.typed("string").describing("The one measure under `columns`.")),
        .init(
          "where",
          .object([
            .described("The case, and a value of each further dimension."), .init("type", .text("object")),
            .init("additionalProperties", .scalar),
          ])),
        .init("methods", names.describing("Which methods have a row; all if it is left out.")),
        .init("show", JSON.oneOf(["mean_ci", "mean"])), .init("best", JSON.oneOf(["bold", "plain"])),
        .init("instances", JSON.oneOf(["headline", "all"])),
      ], required: ["task"], [.init("oneOf", .list([.requiring(["metrics"]), .requiring(["metric"])]))])
    return .closed(
      [
        .init("table", .reference("name")), .init("rows", .oneOf(["method"])),
        .init("columns", JSON.typed("string").describing("A dimension of which every value makes a column.")),
        .init("cell", content), .init("caption", .scalar),
      ], required: ["rows", "cell", "caption"])
  }
}
