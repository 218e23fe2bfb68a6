import Plot
public import Vocabulary

/// Training images at one end of a ranking, with their given and true labels.
public struct ImageGallery: ChartRecipe {
  /// The end of the ranking.
  public enum End: String, Sendable, CaseIterable { case lowest, highest }

  private static let method = Parameter<String>(
    "method", .name(.method), default: nil, help: "The method that ranks the images.", read: Value.readText)
  private static let gridCase = Parameter<String>(
    "case", .name(.gridCase), default: nil, help: "The case whose training images are shown.", read: Value.readText)
  private static let show = Parameter<End>.choice(
    "show", default: .lowest, help: "Which end of the ranking is shown.")
  private static let count = Parameter<Int>.integer("count", 1...60, default: 20, help: "How many images.")

  public static let card = Card(
    "gallery", .chart, revision: 1, "Images of the lowest or highest value, with given and true label.",
    caution: "It shows one end of one ranking in one replicate, which is no sample of the data.",
    parameters: [method, gridCase, show, count], synonyms: ["images", "image_grid"])

  private let arguments: Arguments

  public init(_ arguments: Arguments) { self.arguments = arguments }

  public var demand: ChartDemand {
    .images(
      method: arguments[Self.method], caseName: arguments[Self.gridCase], lowest: arguments[Self.show] == .lowest,
      count: arguments[Self.count])
  }

  public func figure(of data: ChartData, width: Double) -> Figure {
    guard case .images(let images) = data else { preconditionFailure("'gallery' draws images, not tables") }
    return Figure(
      scene: ImageGrid(images, width: width).scene, data: Self.table(images), altText: description(images))
  }

  private static func table(_ images: [LabelledImage]) -> Table {
    Table([
      .init("place", .integers(Array(images.indices.map { $0 + 1 }))), .init("row", .integers(images.map(\.row))),
      .init("value", .reals(images.map(\.value))), .init("given_label", .texts(images.map(\.givenLabel))),
      .init("true_label", .texts(images.map(\.trueLabel))), .init("is_wrong", .booleans(images.map(\.isWrong))),
    ])
  }

  private func description(_ images: [LabelledImage]) -> String {
    let end = arguments[Self.show].rawValue
    let subject =
      "training image\(images.count == 1 ? "" : "s") of \(arguments[Self.gridCase]) with the \(end) \(arguments[Self.method]) values"
    guard let first = images.first, let last = images.last else { return "No \(subject)." }
    let wrong = images.filter(\.isWrong)
    let labels =
      wrong.isEmpty
      ? "No given label is known to be wrong."
      : "\(wrong.count) given label\(wrong.count == 1 ? " is" : "s are") wrong."
    let examples = wrong.prefix(5).map { "row \($0.row) is \($0.trueLabel) but labelled \($0.givenLabel)" }
    return
      "\(images.count) \(subject), from \(NumberText.short(first.value)) to \(NumberText.short(last.value)). "
      + labels + (examples.isEmpty ? "" : " Among them: \(examples.joined(separator: "; ")).")
  }
}

extension LabelledImage {
  /// Whether the given label is known to be wrong; an unknown true label is "".
  var isWrong: Bool { !trueLabel.isEmpty && givenLabel != trueLabel }
}
