import Vocabulary

extension StudySchema {
  /// A question with a number, or with options and what is asked of them.
  var exercise: JSON {
    let options = JSON.object([
      .described("Options by name, with the values that decide."), .init("type", .text("object")),
      .init("minProperties", .integer(2)), .init("additionalProperties", .scalar),
    ])
    let asked = [("choose", ExerciseCell.Extreme.names), ("order", ExerciseCell.Direction.names)]
    return .closed(
      [
        .init("exercise", .reference("name")), .init("asks", JSON.scalar.describing("The question.")),
        .init("answer", JSON.typed("string").describing("The value that is the answer: a reference, never typed.")),
        .init("among", options),
      ] + asked.map { .init($0.0, JSON.oneOf($0.1)) } + [
        .init("hints", JSON.items(.scalar, 0...Int.max).describing("What helps without telling.")),
        .init("because", JSON.scalar.describing("Shown with the solution.")),
      ], required: ["asks"], [.init("oneOf", .list([Self.number] + asked.map { Self.options($0.0) }))])
  }

  private static var number: JSON {
    .object([
      .init("required", .names(["answer"])),
      .init("not", .either(["among", "choose", "order"].map { .requiring([$0]) })),
    ])
  }

  private static func options(_ key: String) -> JSON {
    .object([.init("required", .names(["among", key])), .init("not", .requiring(["answer"]))])
  }
}

extension CaseIterable where Self: RawRepresentable<String> {
  fileprivate static var names: [String] { allCases.map(\.rawValue) }
}
