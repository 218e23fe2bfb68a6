import Foundation
import Testing

@testable import Plot

@Suite("Rendering")
struct RenderingTests {
  static let scene: Scene = {
    let chart = Examples.chart(
      Examples.curves(methods: ["knn", "chg"], cases: ["digits"], xs: Examples.grid), facets: ["case"])
    var scene = chart.scene(width: 300)
    let picture = Picture(width: 2, height: 1, bytes: [0, 0, 0, 255, 128, 0])
    scene.add(
      .clipped(
        [.image(picture, Rect(x: 10, y: 10, width: 40, height: 20))], to: Rect(x: 10, y: 10, width: 30, height: 20)))
    return scene
  }()

  @Test("equal scenes give equal bytes in every format") func sameBytes() throws {
    #expect(try Self.scene.png() == Self.scene.png())
    #expect(try Self.scene.pdf() == Self.scene.pdf())
    let first = try Self.scene.svg()
    _ = try Examples.line([1, 2]).scene(width: 200).svg()
    #expect(try Self.scene.svg() == first)
  }

  @Test("several threads draw, measure and finish at once and each gets the same bytes") func threads() async throws {
    let expected = [try Self.scene.pdf(), try Self.scene.svg()]
    let found = try await withThrowingTaskGroup(of: [[UInt8]].self) { group in
      for round in 0..<24 {
        group.addTask {
          // Sizes that no one has used before make fonts come and go.
          for size in 0..<8 {
            let style = TextStyle(.serif, size: 5 + Double(8 * round + size) / 7)
            _ = TextMeasure("Sizes come and go", style).size
          }
          return [try Self.scene.pdf(), try Self.scene.svg()]
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(found.allSatisfy { $0 == expected })
  }

  @Test("a PNG has its signature and the scene's size times the scale") func pngSize() throws {
    let bytes = try Self.scene.png(scale: 3)
    #expect(Array(bytes.prefix(8)) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
    func number(at offset: Int) -> Int { bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) } }
    #expect(number(at: 16) == Int((Self.scene.width * 3).rounded(.up)))
    #expect(number(at: 20) == Int((Self.scene.height * 3).rounded(.up)))
  }

  @Test("an SVG bears outlines and its own pictures, no fonts") func svgContents() throws {
    let text = String(decoding: try Self.scene.svg(), as: UTF8.self)
    #expect(text.contains("<svg") && text.contains("data:image/png;base64,"))
    #expect(!text.contains("<text") && !text.contains("font-family"))
    // Every reference still meets its identifier after renumbering.
    for part in text.components(separatedBy: "#").dropFirst() {
      let name = part.prefix { $0.isLetter || $0.isNumber || $0 == "-" }
      if part.dropFirst(name.count).first == "\"" || part.dropFirst(name.count).first == ")" {
        #expect(text.contains("id=\"\(name)\""), "nothing is called '\(name)'")
      }
    }
  }

  @Test("a PDF of a scene holds searchable text on a page as large as the scene") func pdf() throws {
    let text = String(decoding: try Self.scene.pdf(), as: UTF8.self)
    #expect(text.contains("/MediaBox [ 0 0 300"))
    #expect(text.contains("/ToUnicode"))
  }

  @Test("a picture that cannot be made is an error, not an empty file") func tooLarge() {
    let scene = Scene(width: 100_000, height: 10)
    #expect(throws: PlotError.self) { try scene.png() }
  }

  @Test("scenes of shapes read as recorded") func shapes() throws {
    let style = TextStyle(.sans, size: 9, isBold: true, color: .hex(0xD55E00))
    var scene = Scene(width: 120, height: 60)
    scene.add(.polyline([Point(0, 0), Point(10.126, 20)], Stroke(.black, width: 0.5, dash: [2, 1])))
    scene.add(.polygon([Point(0, 0), Point(5, 5), Point(0, 5)], fill: .black.withAlpha(0.2)))
    scene.add(.rectangle(Rect(x: 1, y: 2, width: 3, height: 4), fill: .white, stroke: Stroke(.grey(0.5))))
    scene.add(Marker.allCases.enumerated().map { .marker($1, at: Point(Double($0) * 10, 30), size: 4, color: .black) })
    scene.add(
      .text(Label("two\nlines", style: style, at: Point(60, 10), anchor: .init(.center, .top), isUpright: true)))
    let picture = Picture(width: 1, height: 1, bytes: [0, 0, 0])
    scene.add(
      .clipped([.image(picture, Rect(x: 0, y: 0, width: 9, height: 9))], to: Rect(x: 0, y: 0, width: 5, height: 5)))
    try expectSnapshot(scene, "shapes")
  }

  @Test("a label's box follows its anchor and its turn") func bounds() {
    let style = TextStyle(.sans, size: 10)
    let flat = Label("abc", style: style, at: Point(50, 50), anchor: .init(.right, .bottom)).bounds
    #expect(flat.maxX == 50 && flat.maxY == 50 && flat.height == 10)
    let upright = Label("abc", style: style, at: Point(50, 50), anchor: .init(.left, .top), isUpright: true).bounds
    #expect(upright.minX == 50 && upright.maxY == 50 && upright.width == 10)
    // Turning changes no length.
    #expect(abs(upright.height - flat.width) < 1e-9)
  }
}
