public import Vocabulary

/// A JSON Schema, draft 2020-12, of the study language as a catalogue has it, for editors that complete and check while
/// one writes.
///
/// It rejects nothing that the checker accepts of a study in plain spelling, and knows less than the checker: names are any
/// texts, and what several fields say together is not compared.
public struct StudySchema: Sendable {
  let catalogue: Catalogue

  public init(catalogue: Catalogue) { self.catalogue = catalogue }

  /// The schema in UTF-8, a definition to a line; equal catalogues give equal bytes.
  public var bytes: [UInt8] { schema.bytes }

  private var schema: JSON {
    .object([
      .init("$schema", .text("https://json-schema.org/draft/2020-12/schema")),
      .init("title", .text("Workbench study")),
      .init("description", .text("A study of the workbench, format \(FormatVersion.known).")),
      .init("type", .text("object")),
      .init("properties", .object(sections)),
      .init("additionalProperties", .boolean(false)),
      .init("required", .names(["workbench", "title", "grid", "tasks"])),
      .init("anyOf", .list(["methods", "strategies"].map { .requiring([$0]) })),
      .init("if", Self.isAboutGames),
      .init("else", .requiring(["datasets", "embeddings"])),
      .init("$defs", .object(definitions)),
    ])
  }

  /// Whether no case is data, so that a study needs none; a case that is like another may be a game.
  private static var isAboutGames: JSON {
    let isGame = JSON.either([.requiring(["game"]), .requiring(["like"])])
    let cases = JSON.object([.init("minProperties", .integer(1)), .init("additionalProperties", isGame)])
    let grid = JSON.object([
      .init("properties", .object([.init("cases", cases)])), .init("required", .names(["cases"])),
    ])
    return .object([.init("properties", .object([.init("grid", grid)])), .init("required", .names(["grid"]))])
  }

  /// The keys of a study, in the order of its own checks.
  private var sections: [JSON.Member] {
    let plain: [(String, JSON)] = [
      ("workbench", .object([.init("const", .integer(1)), .described("The format; the first key of a study.")])),
      ("title", .scalar.describing("What the report is called.")),
      (
        "question",
        .scalar.describing("What the study asks; values such as {{ task.metric(…) | mean_ci }} are filled in.")
      ),
      ("answer", .scalar.describing("What it found, in a sentence with values filled in; page one shows it.")),
      ("seed", .integers(0, nil).describing("The root of every random stream. Default: 0.", fallback: .integer(0))),
      (
        "replicates",
        .integers(1, 1000).describing(
          "How often split, corruption and initialisation are drawn anew. Default: 10.", fallback: .integer(10))
      ),
      ("device", .oneOf(catalogue.devices.map(\.name)).describing("What networks are trained on.")),
      (
        "precision",
        .oneOf(catalogue.precisions).describing("How factors of large products and convolutions are rounded.")
      ),
    ]
    return plain.map { JSON.Member($0.0, $0.1) }
      + SchemaSection.all.map { JSON.Member($0.key, named($0.definition, $0.help)) }
      + [
        .init("claims", named("claim", "Sentences that are tested: each a comparison of two methods.")),
        .init("grid", .reference("grid").describing("Which methods are tried on which cases.")),
        .init("profiles", Self.profiles), .init("report", .reference("report").describing("What the report shows.")),
      ]
  }

  /// A map of names to blocks.
  private func named(_ definition: String, _ help: String) -> JSON {
    .object([
      .described(help), .init("type", .text("object")), .init("propertyNames", .reference("name")),
      .init("additionalProperties", .reference(definition)),
    ])
  }

  private static var profiles: JSON {
    JSON.object([
      .described("Versions of the study: named maps of dotted paths, such as replicates or methods.knn.k, to values."),
      .init("type", .text("object")),
      .init("additionalProperties", .object([.init("type", .text("object"))])),
    ])
  }

  private var definitions: [JSON.Member] {
    [.init("name", Self.name)] + componentDefinitions + [
      .init("case", caseBlock), .init("grid", grid), .init("claim", claim), .init("comparison", comparison),
      .init("report", report), .init("cell", cell),
    ] + cellDefinitions
  }

  private static var name: JSON {
    JSON.object([
      .described("A name: a letter a–z, then a–z, 0–9 and _, at most 64 of them."),
      .init("pattern", .text("^[a-z][a-z0-9_]{0,63}$")),
    ])
  }
}

/// A section of a study whose blocks are each one component.
struct SchemaSection {
  let key: String
  let family: ComponentKind
  /// The key of a block that names its component.
  let kindKey: String
  let help: String

  var definition: String { family.rawValue }

  static let all = [
    SchemaSection(
      key: "datasets", family: .source, kindKey: "source", help: "Where rows come from, split and corrupted."),
    SchemaSection(key: "embeddings", family: .embedding, kindKey: "kind", help: "What is done to features first."),
    SchemaSection(key: "models", family: .learner, kindKey: "kind", help: "What methods and tasks train."),
    SchemaSection(key: "methods", family: .method, kindKey: "kind", help: "What gives every training row a value."),
    SchemaSection(
      key: "strategies", family: .strategy, kindKey: "kind", help: "What chooses the rows a model is trained on."),
    SchemaSection(key: "theory", family: .theory, kindKey: "kind", help: "Statements checked on small exact games."),
    SchemaSection(key: "tasks", family: .task, kindKey: "kind", help: "What the values are judged by."),
  ]
}
