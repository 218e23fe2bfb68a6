import Compute
import Vocabulary

extension WorkedExample.Ground {
  /// Points, queries and ranks, and under `ground` what kind of game they make; the kind alone for a game.
  func tables(names: [String]) -> [(name: String, table: Table)] {
    switch self {
    case .game: [("ground", Self.facts([("kind", "game")]))]
    case .neighbours(let neighbours): neighbours.tables(names)
    case .gradients(let gradients): gradients.tables(names)
    case .losses(let losses):
      [
        ("points", Table([.init("point", .texts(names)), .init("loss", .texts(losses.map(\.description)))])),
        ("ground", Self.facts([("kind", "losses")])),
      ]
    }
  }

  static func facts(_ facts: [(String, String)]) -> Table {
    Table([.init("name", .texts(facts.map(\.0))), .init("text", .texts(facts.map(\.1)))])
  }

  /// Reads what ``tables(names:)`` wrote.
  init(_ artifact: Artifact) {
    guard let table = artifact.table("ground") else { preconditionFailure("no ground in a worked example") }
    let facts = Dictionary(uniqueKeysWithValues: zip(table.texts("name"), table.texts("text")))
    let points = artifact.table("points") ?? Table()
    switch facts["kind"] {
    case "neighbours":
      self = .neighbours(
        WorkedNeighbours(
          points: Self.points(points), queries: Self.points(artifact.table("queries") ?? Table()),
          neighbours: Int(facts["neighbours"] ?? "") ?? 1,
          form: facts["form"].flatMap(WorkedNeighbours.Form.init) ?? .shapley))
    case "gradients":
      self = .gradients(
        WorkedGradients(
          losses: points.column("loss") == nil ? nil : points.fractions("loss"), gradients: points.rows("gradient")))
    case "losses": self = .losses(points.fractions("loss"))
    default: self = .game
    }
  }

  private static func points(_ table: Table) -> [WorkedNeighbours.Point] {
    zip(table.rows("feature"), table.texts("label")).map { WorkedNeighbours.Point(features: $0, label: $1) }
  }
}

extension WorkedNeighbours {
  fileprivate func tables(_ names: [String]) -> [(name: String, table: Table)] {
    [
      ("points", Self.table(points, names)), ("queries", Self.table(queries, queries.indices.map { "\($0 + 1)" })),
      ("ranks", ranks(names)),
      (
        "ground",
        WorkedExample.Ground.facts([
          ("kind", "neighbours"), ("neighbours", "\(neighbours)"), ("form", form.rawValue),
        ])
      ),
    ]
  }

  private static func table(_ points: [Point], _ names: [String]) -> Table {
    Table(
      [.init("point", .texts(names))] + Table.Column.numbered("feature", points.map(\.features))
        + [.init("label", .texts(points.map(\.label)))])
  }

  private func ranks(_ names: [String]) -> Table {
    let parts = queries.indices.map { query -> Table in
      let (ranking, distances, matches) = (ranking(query), squaredDistances(query), matches(query))
      return Table(
        [
          .init("query", .integers(ranking.map { _ in query + 1 })),
          .init("rank", .integers(Array(1...ranking.count))), .init("point", .texts(ranking.map { names[$0] })),
        ] + Table.Column.pair("squared_distance", ranking.map { distances[$0] })
          + Table.Column.pair("match", ranking.map { matches[$0] }) + Table.Column.pair("value", closedForm(query)))
    }
    return Table(stacking: parts)
  }
}

extension WorkedGradients {
  fileprivate func tables(_ names: [String]) -> [(name: String, table: Table)] {
    let losses = losses.map { [Table.Column("loss", .texts($0.map(\.description)))] } ?? []
    return [
      (
        "points",
        Table(
          [.init("point", .texts(names))] + losses + Table.Column.numbered("gradient", gradients)
            + Table.Column.numbered("vector", vectors) + Table.Column.pair("squared_distance", squaredDistances))
      ),
      ("ground", WorkedExample.Ground.facts([("kind", "gradients")])),
    ]
  }
}

extension Table.Column {
  /// `name_1`, `name_2` … of vectors, as fractions.
  fileprivate static func numbered(_ name: String, _ vectors: [[Rational]]) -> [Table.Column] {
    (vectors.first ?? []).indices.map { index in
      Table.Column("\(name)_\(index + 1)", .texts(vectors.map { $0[index].description }))
    }
  }
}

extension Table {
  /// The vectors of columns `name_1`, `name_2` …
  fileprivate func rows(_ name: String) -> [[Rational]] {
    let columns = (1...).lazy.map { "\(name)_\($0)" }.prefix { self.column($0) != nil }.map { fractions($0) }
    return (0..<count).map { row in columns.map { $0[row] } }
  }
}

extension WorkedExample.Ground {
  /// One text for keys: equal numbers, however they are written, give equal texts.
  public var canonical: String {
    func vector(_ numbers: [Rational]) -> String { numbers.map(\.description).joined(separator: " ") }
    switch self {
    case .game: return "game"
    case .neighbours(let neighbours):
      let places = [neighbours.points, neighbours.queries].map { points in
        points.map { "\(vector($0.features)): \($0.label)" }.joined(separator: ", ")
      }
      return "\(neighbours.form.rawValue) of \(neighbours.neighbours) neighbours among \(places[0]) of \(places[1])"
    case .gradients(let gradients):
      return
        "gradients \(gradients.vectors.map(vector).joined(separator: ", ")), losses \(gradients.losses.map(vector) ?? "none")"
    case .losses(let losses): return "losses \(vector(losses))"
    }
  }
}
