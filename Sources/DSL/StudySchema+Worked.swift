import Vocabulary

extension StudySchema {
  /// A small example: a game, a case that is one, or points.
  var worked: JSON {
    let parts = WorkedBlock.Part.allCases.map(\.rawValue)
    return .closed(
      [
        .init("worked", .reference("name")),
        .init("game", JSON.reference("nested.game").describing("A game of at most \(WorkedBlock.limit) players.")),
        .init("case", JSON.typed("string").describing("A case of the grid that is a game.")),
        .init("points", Self.oneOrFew(Self.point).describing("A few points, for methods of neighbours or gradients.")),
        .init("query", Self.oneOrFew(Self.point).describing("What the neighbours are asked about.")),
        .init("players", JSON.oneOrMore(.scalar).describing("A name for each player. Default: 1, 2, 3.")),
        .init("method", JSON.typed("string").describing("A block of methods, or an instance such as knn[k=1].")),
        .init(
          "show",
          JSON.either([.oneOf(parts), .items(.oneOf(parts), 0...Int.max)]).describing("What is shown, in this order.")),
        .init("player", JSON.scalar.describing("Whose value is derived. Default: the first.")),
        .init("caption", .scalar),
      ], required: ["method"], [.init("oneOf", .list(["game", "case", "points"].map { .requiring([$0]) }))])
  }

  private static func oneOrFew(_ item: JSON) -> JSON {
    .either([item, .items(item, 1...WorkedBlock.limit, areDistinct: false)])
  }

  private static var point: JSON {
    let vector = JSON.either([.scalar, .items(.scalar, 1...6, areDistinct: false)])
    return .closed([
      .init("features", vector), .init("label", .scalar), .init("loss", .scalar), .init("gradient", vector),
    ])
  }
}
