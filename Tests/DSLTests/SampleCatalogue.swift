import Vocabulary

/// Cards of the tests' own, shaped like those of the product.
enum SampleCatalogue {
  static let catalogue = Catalogue(
    sources + corruptions + embeddings + learners + methods + strategies + tasks + theory + charts + games,
    devices: [
      DeviceWord("cpu", precisions: ["single"]), DeviceWord("cuda", precisions: ["single", "tf32", "bfloat16"]),
      DeviceWord("any", precisions: ["single", "tf32", "bfloat16"]),
    ], worked: worked)

  /// Gloves for everyone, and a method of every kind that can be worked out.
  private static let worked = WorkedRules(
    gameKinds: ["exact_shapley", "tmc_shapley"], pointKinds: ["knn_shapley", "chg_shapley"],
    players: { game in
      let counts = ["left", "right"].map { name -> Int in
        if case .integer(let count)? = game.arguments.values[name] { count } else { 0 }
      }
      return counts[1] == 13 ? .impossible("thirteen is unlucky") : .count(counts[0] + counts[1])
    },
    fit: { method, players in
      switch method.name {
      case "exact_shapley", "tmc_shapley": .game(isShapley: true)
      case "loo": .game(isShapley: false)
      case "knn_shapley": .neighbours(isShapley: true)
      case "chg_shapley": .gradients(hasLosses: true)
      case "gradient_shapley": .gradients(hasLosses: false)
      case "hardness_shapley": .losses
      case "knn_loo": .refused("nothing to leave out")
      default: .nothing
      }
    })

  private static let whole = 1...1_000_000

  private static let sources = [
    Card("digits", .source, revision: 1, "Handwritten digits."),
    Card(
      "two_moons", .source, revision: 1, "Two interleaved half circles.",
      parameters: [
        Parameter<Double>.real("noise", .nonNegative, default: 0.1, help: "Spread."),
        Parameter<Int>.integer("count", whole, default: 1000, help: "Points."),
      ], synonyms: ["moons"]),
    Card(
      "csv", .source, revision: 1, "Rows of a file.",
      parameters: [
        Parameter<String>.file("path", help: "One file for all parts.").optional,
        Parameter<String>.file("train", help: "The train part.").optional,
        Parameter<String>.file("validation", help: "The validation part.").optional,
        Parameter<String>.file("test", help: "The test part.").optional,
        Parameter<String>.text("label", help: "The label's column.", synonyms: ["target"]),
      ]),
  ]

  enum Scope: String, CaseIterable, Sendable { case train, validation, both }

  private static let corruptions = [
    Card(
      "label_noise", .corruption, revision: 1, "Flips labels.",
      parameters: [
        Parameter<Double>.real("rate", .unit, help: "Share of rows."),
        Parameter<Scope>.choice("scope", default: .train, help: "Which part."),
      ]),
    Card(
      "feature_noise", .corruption, revision: 1, "Adds noise.",
      parameters: [Parameter<Double>.real("rate", .unit, help: "Share of rows.")]),
  ]

  enum Fit: String, CaseIterable, Sendable { case train, all }

  private static let embeddings = [
    Card("identity", .embedding, revision: 1, "The features as they are."),
    Card(
      "pca", .embedding, revision: 1, "Principal components.",
      parameters: [
        Parameter<Int>.integer("components", 1...4096, help: "Directions kept.", synonyms: ["n_components"]),
        Parameter<Fit>.choice("fit_on", default: .train, help: "Rows the directions come from."),
      ]),
  ]

  private static let learners = [
    Card(
      "softmax_regression", .learner, revision: 1, "Multinomial logistic regression.",
      parameters: [
        Parameter<Int>.integer("epochs", 1...10_000, default: 30, unit: "epochs", help: "Passes."),
        Parameter<Int>.integer("batch_size", whole, default: 32, help: "Rows a step."),
        Parameter<Double>.real("learning_rate", .positive, default: 0.5, help: "Step length.", synonyms: ["lr"]),
        Parameter<Double>.real("l2", .nonNegative, default: 0, help: "Weight decay."),
        Parameter<Bool>.boolean("shuffle", default: true, help: "Whether rows are shuffled."),
      ], synonyms: ["logistic_regression"])
  ]

  enum Metric: String, CaseIterable, Sendable { case euclidean, cosine }

  private static let neighbours: [any DeclaredParameter] = [
    Parameter<Int>.integer("k", 1...1000, default: 5, help: "Neighbours.", synonyms: ["neighbors", "n_neighbors"]),
    Parameter<Metric>.choice("metric", default: .euclidean, help: "Distance."),
  ]

  private static let model: any DeclaredParameter = Parameter<ComponentValue>.reference(
    "model", to: .model, help: "What is trained.")

  private static let truncation = ParameterDeclaration.record(
    "truncation",
    [
      Parameter<Double>.real("relative", .unit, default: 0.01, help: "Tolerance.").declaration,
      Parameter<Int>.integer("consecutive", 1...100, default: 5, help: "Times in a row.").declaration,
    ])

  private static let methods = [
    Card("random", .method, revision: 1, "Random values."),
    Card(
      "exact_shapley", .method, revision: 1, "All coalitions.",
      parameters: [Parameter<ComponentValue>.reference("model", to: .model, help: "What is trained.").optional],
      estimation: .exact),
    Card("knn_loo", .method, revision: 1, "Leave one out.", parameters: neighbours),
    Card("knn_shapley", .method, revision: 1, "Exact.", parameters: neighbours, synonyms: ["knn"]),
    Card("chg_shapley", .method, revision: 2, "One training run.", parameters: [model]),
    Card("gradient_shapley", .method, revision: 1, "Gradients.", parameters: [model]),
    Card("hardness_shapley", .method, revision: 1, "Hardness.", parameters: [model]),
    Card("loo", .method, revision: 1, "Leave one out.", parameters: [model]),
    Card(
      "tmc_shapley", .method, revision: 1, "Truncated Monte Carlo.",
      parameters: [
        model, Parameter<Int>.integer("permutations", 1...100_000, default: 100, unit: "permutations", help: "Draws."),
        truncation,
        Parameter<Value>(
          "bandwidth", .either(.choice(["auto"]), .real(.positive)), default: .text("auto"), help: "Width."
        ) { $0 },
      ], synonyms: ["data_shapley"]),
  ]

  private static let games = [
    Card(
      "gloves", .game, revision: 1, "Pairs of gloves.",
      parameters: [
        Parameter<Int>.integer("left", whole, help: "Left gloves."),
        Parameter<Int>.integer("right", whole, help: "Right gloves."),
      ], synonyms: ["glove_game"])
  ]

  private static let detectionMetrics = ["recall", "average_precision", "auc", "f1"]

  private static func metric(_ name: String) -> ColumnDeclaration {
    ColumnDeclaration(name, higherIsBetter: true)
  }

  private static func dimension(_ name: String) -> ColumnDeclaration { ColumnDeclaration(name, isDimension: true) }

  private static let removal: [any DeclaredParameter] = [
    Parameter<[String]>.choices("order", of: ["lowest_first", "highest_first"], help: "Which end."),
    Parameter<[Double]>.progression("fractions", .unit, help: "Shares."), model,
  ]

  private static let strategies = [
    Card("full", .strategy, revision: 1, "Takes all."),
    Card(
      "fresh", .strategy, revision: 1, "Draws anew.",
      parameters: [Parameter<Int>.integer("every", whole, default: 20, unit: "epochs", help: "How often.")]),
  ]

  private static let tasks = [
    Card(
      "data_selection", .task, revision: 1, "Trains under a strategy.",
      parameters: [
        Parameter<ComponentValue>.reference("model", to: .model, help: "What is trained."),
        Parameter<[Double]>.progression("fractions", .unit, default: [0.1, 0.5], help: "Shares."),
      ],
      tables: [
        TableDeclaration(
          "metrics",
          [
            ColumnDeclaration("fraction", isDimension: true), ColumnDeclaration("accuracy", higherIsBetter: true),
          ])
      ], judges: .strategy),
    Card(
      "noisy_label_detection", .task, revision: 1, "Finds flipped labels.",
      parameters: [
        Parameter<[String]>.choices("metrics", of: detectionMetrics, default: detectionMetrics, help: "Which.")
      ],
      tables: [
        TableDeclaration("metrics", detectionMetrics.map(metric)),
        TableDeclaration("curve", [dimension("inspected"), metric("recall")]),
      ]),
    Card(
      "noisy_feature_detection", .task, revision: 1, "Finds noisy rows.",
      tables: [TableDeclaration("metrics", detectionMetrics.map(metric))],
      dataNeed: .groundTruth(corruptions: ["feature_noise"], parameters: ["corrupted_rows"])),
    Card(
      "point_removal", .task, revision: 1, "Removes points.", parameters: removal,
      tables: [TableDeclaration("curve", [dimension("order"), dimension("fraction"), metric("accuracy")])]),
    Card(
      "point_addition", .task, revision: 1, "Adds points.", parameters: removal,
      tables: [TableDeclaration("curve", [dimension("order"), dimension("fraction"), metric("accuracy")])]),
    Card(
      "cost", .task, revision: 1, "Counts work.",
      parameters: [
        Parameter<[Int]>.integers("train_sizes", whole, count: 0...20, default: [], help: "Sizes."),
        Parameter<ComponentValue>(
          "noise", .component(.corruption), default: Value.none, help: "What is added.",
          read: { if case .component(let value) = $0 { value } else { nil } }
        ),
      ],
      tables: [
        TableDeclaration("metrics", counts),
        TableDeclaration("curve", [dimension("train_size")] + counts),
      ], dataNeed: .given("train_sizes")),
    Card(
      "estimation_error", .task, revision: 1, "Compares values.", parameters: [texts("truth", .name(.method), nil)],
      tables: [TableDeclaration("metrics", [metric("rmse"), metric("model_fits")])], dataNeed: .never),
    Card(
      "data_summarization", .task, revision: 1, "Keeps points.",
      parameters: [Parameter<[Double]>.progression("keep", .unit, help: "Shares."), model],
      tables: [
        TableDeclaration("metrics", [metric("area")]),
        TableDeclaration("curve", [dimension("keep"), metric("accuracy")]),
      ]),
  ]

  private static let theory = [
    Card(
      "axioms", .theory, revision: 3, "Whether axioms hold.",
      parameters: [
        Parameter<ComponentValue>.reference("method", to: .method, help: "Whose values."),
        Parameter<Int>.integer("players", 2...12, default: 4, unit: "players", help: "Of each game."),
      ],
      tables: [
        TableDeclaration(
          "axioms",
          [dimension("axiom"), dimension("size"), metric("broken"), ColumnDeclaration("verdict", isInWords: true)]),
        TableDeclaration("sizes", [dimension("size"), metric("games")]),
      ]),
    Card(
      "error_bound", .theory, revision: 1, "Whether a bound holds.",
      parameters: [
        texts("methods", .list(.reference(.method), count: 1...8), nil), texts("case", .name(.gridCase), nil),
        Parameter<Double>.real("confidence", .openUnit, default: 0.95, help: "Of the interval."),
      ]),
  ]

  private static let counts = ["model_fits", "distance_evaluations"].map {
    ColumnDeclaration($0, higherIsBetter: false)
  }

  enum Band: String, CaseIterable, Sendable { case ci95, none }
  enum Instances: String, CaseIterable, Sendable { case headline, all }
  enum End: String, CaseIterable, Sendable { case lowest, highest }

  private static func texts(_ name: String, _ type: ParameterType, _ fallback: Value?) -> Parameter<Value> {
    Parameter<Value>(name, type, default: fallback, help: "Of the component.") { $0 }
  }

  private static let charts = [
    Card(
      "plot", .chart, revision: 1, "Lines.",
      parameters: [
        texts("task", .name(.task), nil), texts("x", .column, nil), texts("y", .measure, nil),
        texts("color", .column, Value.none),
        texts("facet", .list(.column, count: 0...2), .list([])),
        Parameter<Band>.choice("band", default: .ci95, help: "Interval."),
        texts("cases", .list(.name(.gridCase), count: 1...100), Value.none),
        texts("methods", .list(.name(.method), count: 1...100), Value.none),
        Parameter<Instances>.choice("instances", default: .headline, help: "Which instances."),
      ]),
    Card(
      "gallery", .chart, revision: 1, "Images.",
      parameters: [
        texts("method", .name(.method), nil), texts("case", .name(.gridCase), nil),
        Parameter<End>.choice("show", default: .lowest, help: "Which end."),
        Parameter<Int>.integer("count", 1...200, default: 20, help: "Images."),
      ]),
    Card(
      "histogram", .chart, revision: 1, "Counts of values.",
      parameters: [
        texts("method", .name(.method), nil), texts("case", .name(.gridCase), nil),
        Parameter<RowGrouping>.choice("by", default: RowGrouping.none, help: "What tells rows apart."),
      ], dataNeed: .grouped(by: "by", parameters: ["corrupted_rows"])),
    Card(
      "heatmap", .chart, revision: 1, "Cells.",
      parameters: [
        texts("task", .name(.task), Value.none), texts("theory", .name(.theory), Value.none),
        texts("table", .text, Value.none), texts("x", .column, nil), texts("y", .column, nil),
        texts("value", .finding, nil), texts("line", .measure, Value.none),
        texts("cases", .list(.name(.gridCase), count: 1...100), Value.none),
      ]),
  ]
}

extension ParameterDeclaration {
  /// A closed map whose fields all have defaults.
  fileprivate static func record(_ name: String, _ fields: [ParameterDeclaration]) -> Parameter<Value> {
    let fallback = Value.record(fields.map { Value.Field($0.name, $0.fallback ?? .none) })
    return Parameter<Value>(name, .record(fields), default: fallback, help: "When a walk stops.") { $0 }
  }
}
