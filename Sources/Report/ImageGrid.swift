import Plot

/// Images in rows with the facts under each; wrong labels bear a frame, a cross and a colour.
struct ImageGrid {
  let images: [LabelledImage]
  let width: Double
  private let columns: Int
  private let isTall: Bool
  private let values: [String]

  private static let side = 46.0
  private static let leastCell = 60.0
  private static let rowGap = 9.0
  private static let line = 9.5
  private static let legendHeight = 26.0
  private static let wrong = Color.hex(0xC44A00)
  private static let plain = TextStyle(.sans, size: 7.5, color: .grey(0.15))
  private static let quiet = TextStyle(.sans, size: 7.5, color: .grey(0.4))

  init(_ images: [LabelledImage], width: Double) {
    (self.images, self.width) = (images, width)
    let columns = Self.columns(for: images.count, most: max(1, Int(width / Self.leastCell)))
    self.columns = columns
    values = NumberText.aligned(images.map(\.value))
    let cell = width / Double(columns)
    isTall = images.contains { TextMeasure(Self.label($0, " · "), Self.plain).size.width > cell - 4 }
  }

  /// Few rows, and few empty places in the last one.
  private static func columns(for count: Int, most: Int) -> Int {
    func cost(_ columns: Int) -> Double {
      let rows = (count + columns - 1) / columns
      return Double(rows) + 0.3 * Double(rows * columns - count)
    }
    return (1...most).min { (cost($0), -$0) < (cost($1), -$1) } ?? 1
  }

  private var cellWidth: Double { width / Double(columns) }
  private var cellHeight: Double { Self.side + 4 + Self.line * (isTall ? 4 : 3) + Self.rowGap }
  private var rowCount: Int { (images.count + columns - 1) / columns }

  var scene: Scene {
    if images.isEmpty { return nothing }
    var scene = Scene(
      width: width, height: Self.legendHeight + Double(rowCount) * cellHeight - Self.rowGap + 1)
    scene.add(legend)
    for (index, image) in images.enumerated() {
      let (row, column) = index.quotientAndRemainder(dividingBy: columns)
      scene.add(
        cell(image, values[index], at: Point(Double(column) * cellWidth, Self.legendHeight + Double(row) * cellHeight)))
    }
    return scene
  }

  private var nothing: Scene {
    let label = Label(
      "no images", style: Self.quiet, at: Point(width / 2, 12), anchor: .init(.center, .middle))
    return Scene(width: width, height: 24, shapes: [.text(label)])
  }

  private var legend: [Shape] {
    let middle = 10.0
    let box = Rect(x: 1, y: middle - 4.5, width: 9, height: 9)
    let wrong = Label(
      "given label wrong", style: Self.plain.with(color: Self.wrong), at: Point(20, middle),
      anchor: .init(.left, .middle))
    let next = wrong.bounds.maxX + 16
    let right = Label(
      "given label right", style: Self.plain, at: Point(next + 14, middle), anchor: .init(.left, .middle))
    let quiet = Rect(x: next, y: middle - 4.5, width: 9, height: 9)
    return frame(box, isWrong: true) + [.text(wrong)] + frame(quiet, isWrong: false) + [.text(right)]
  }

  private func cell(_ image: LabelledImage, _ value: String, at corner: Point) -> [Shape] {
    let scale = Self.side / Double(max(image.width, image.height))
    let size = Size(width: Double(image.width) * scale, height: Double(image.height) * scale)
    let middle = corner.x + cellWidth / 2
    let rect = Rect(Point(middle - size.width / 2, corner.y + (Self.side - size.height) / 2 + 1), size)
    return [.image(image.picture, rect)] + frame(rect, isWrong: image.isWrong)
      + captions(image, value, Point(middle, corner.y + Self.side + 5))
  }

  /// Frame and sign stand around the picture and cover next to nothing of it.
  private func frame(_ rect: Rect, isWrong: Bool) -> [Shape] {
    if !isWrong { return [.rectangle(rect, fill: nil, stroke: Stroke(.grey(0.7), width: 0.5))] }
    let corner = Point(rect.maxX + 1, rect.minY - 0.5)
    return [
      .rectangle(rect.inset(by: -0.7), fill: nil, stroke: Stroke(Self.wrong, width: 1.4)),
      .marker(.circle, at: corner, size: 10, color: .white),
      .marker(.cross, at: corner, size: 6.2, color: Self.wrong),
    ]
  }

  private func captions(_ image: LabelledImage, _ value: String, _ top: Point) -> [Shape] {
    let style = image.isWrong ? Self.plain.with(color: Self.wrong) : Self.plain
    let labels = Self.label(image, isTall ? "\n" : " · ").split(separator: "\n").map { (String($0), style) }
    let lines = [("row \(image.row)", Self.plain)] + labels + [(value, Self.quiet)]
    return lines.enumerated().map { index, line in
      .text(
        Label(
          Self.fitted(line.0, line.1, cellWidth - 3), style: line.1,
          at: Point(top.x, top.y + Double(index) * Self.line), anchor: .init(.center, .top)))
    }
  }

  private static func label(_ image: LabelledImage, _ separator: String) -> String {
    "given \(image.givenLabel)" + (image.trueLabel.isEmpty ? "" : "\(separator)true \(image.trueLabel)")
  }

  private static func fitted(_ text: String, _ style: TextStyle, _ width: Double) -> String {
    TextMeasure.fitted(text, style, width: width)
  }
}

extension LabelledImage {
  /// Grey levels count ink, colours count light.
  var picture: Picture {
    let area = width * height
    precondition(
      pixels.count == area || pixels.count == 3 * area,
      "\(pixels.count) pixels for \(width) × \(height), grey or colour")
    let isGrey = pixels.count == area
    let bytes = (0..<area).flatMap { pixel -> [UInt8] in
      isGrey
        ? Array(repeating: Self.byte(1 - pixels[pixel]), count: 3)
        : (0..<3).map { Self.byte(pixels[$0 * area + pixel]) }
    }
    return Picture(width: width, height: height, bytes: bytes)
  }

  private static func byte(_ level: Float) -> UInt8 {
    precondition(level.isFinite, "a pixel of \(level)")
    return UInt8((min(max(level, 0), 1) * 255).rounded())
  }
}
