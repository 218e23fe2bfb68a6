import Foundation
import Testing
import Vocabulary

@testable import Plot
@testable import Report

@Suite("Bars")
struct BarsTests {
  static func recipe(_ more: [String: Value] = [:]) -> Bars {
    let given: [String: Value] = ["task": .text("removal"), "x": .text("method"), "y": .text("accuracy")]
    return Bars(Arguments(given.merging(["facet": .list([.text("case")])]) { $1 }.merging(more) { $1 }))
  }

  /// The rows of the sample at half of the points removed.
  static let table: Table = {
    let fractions = ChartTests.table.reals("fraction")
    return ChartTests.table.rows(fractions.indices.filter { fractions[$0] == 0.5 })
  }()

  static func bars(_ figure: Figure) -> [Rect] {
    figure.scene.shapes.compactMap { shape in
      if case .rectangle(let rect, _?, _?) = shape { rect } else { nil }
    }
  }

  @Test("bars stand on 0, and their heights are as the means") func heights() throws {
    let figure = Self.recipe().figure(of: .task(Self.table, ChartTests.columns), width: 424)
    let (bars, means) = (Self.bars(figure), Self.table.reals("accuracy"))
    #expect(bars.count == 8 && Set(bars.map { ($0.maxY * 100).rounded() }).count == 1)
    for index in 1..<8 { #expect(abs(bars[index].height / bars[0].height - means[index] / means[0]) < 1e-9) }
    #expect(SampleValues.labels(figure.scene).contains("0.0"))
  }

  @Test("whiskers are drawn where there is an interval") func whiskers() {
    func dark(_ figure: Figure) -> Int {
      figure.scene.shapes.filter { shape in
        if case .polyline(_, let stroke) = shape { stroke.width == 0.9 } else { false }
      }.count
    }
    // Three lines each, and the last row has no interval.
    #expect(dark(Self.recipe().figure(of: .task(Self.table, ChartTests.columns), width: 424)) == 21)
    let plain = Self.recipe(["band": .text("none")])
    #expect(dark(plain.figure(of: .task(Self.table, ChartTests.columns), width: 424)) == 0)
  }

  @Test("sorted by value, the best mean over panels comes first") func sorted() {
    let reversed = Self.table.rows(Array((0..<Self.table.count).reversed()))
    func order(_ recipe: Bars) -> [String] {
      Array(recipe.figure(of: .task(reversed, ChartTests.columns), width: 424).data.texts("method"))
    }
    #expect(order(Self.recipe()).prefix(4) == ["tmc", "chg", "knn", "random"])
    #expect(order(Self.recipe(["sort": .text("value")])).first == "random")
    #expect(order(Self.recipe(["sort": .text("value")])).last == "tmc")
  }

  @Test("the alternative text tells every bar") func altText() {
    let text = Self.recipe().figure(of: .task(Self.table, ChartTests.columns), width: 424).altText
    #expect(text.contains("digits: random 0.9, knn 0.85, chg 0.8, tmc 0.75."))
  }

  @Test("the scene is as recorded", arguments: [424.0, 200]) func scene(width: Double) throws {
    let scene = Self.recipe().figure(of: .task(Self.table, ChartTests.columns), width: width).scene
    SampleValues.expectReadable(scene)
    try expectSnapshot(scene.text, "bars-\(Int(width)).txt")
  }
}

@Suite("Heat maps")
struct HeatmapTests {
  static func recipe(_ more: [String: Value] = [:]) -> Heatmap {
    let given: [String: Value] = ["x": .text("case"), "y": .text("method"), "value": .text("accuracy")]
    return Heatmap(Arguments(given.merging(["task": .text("removal")]) { $1 }.merging(more) { $1 }))
  }

  static let verdicts = Heatmap(
    Arguments([
      "theory": .text("axioms"), "x": .text("axiom"), "y": .text("method"), "value": .text("verdict"),
    ]))

  static let axioms = Table([
    .init("method", .texts(["knn", "knn", "chg"])), .init("axiom", .texts(["efficiency", "symmetry", "symmetry"])),
    .init("verdict", .texts(["holds", "fails", "holds"])),
  ])
  static let axiomColumns = [
    ColumnDeclaration("method", isDimension: true), ColumnDeclaration("axiom", isDimension: true),
    ColumnDeclaration("verdict", isInWords: true),
  ]

  @Test("each cell bears its number, darker for a larger one") func numbers() throws {
    let figure = Self.recipe().figure(of: .task(BarsTests.table, ChartTests.columns), width: 424)
    let labels = SampleValues.labels(figure.scene)
    #expect(["0.900", "0.850", "0.650"].allSatisfy(labels.contains))
    let ramp = ColorRamp()
    func light(_ place: Double) -> Double { ramp.color(at: place).green }
    #expect(light(0) > light(0.25) && light(0.25) > light(0.5) && light(0.5) > light(1))
    let fills = figure.scene.shapes.compactMap { shape -> Color? in
      if case .rectangle(_, let fill?, _?) = shape { fill } else { nil }
    }
    #expect(fills.count == 8 && fills.contains(ramp.color(at: 1)) && fills.contains(ramp.color(at: 0)))
  }

  @Test("words are written and coloured, and what was left out is empty") func words() {
    #expect(Self.verdicts.demand == .theory("axioms"))
    let figure = Self.verdicts.figure(of: .task(Self.axioms, Self.axiomColumns), width: 424)
    let labels = SampleValues.labels(figure.scene)
    // Each in its cells, and once in the key.
    #expect(labels.filter { $0 == "holds" }.count == 3 && labels.filter { $0 == "fails" }.count == 2)
    #expect(figure.remark == "Empty cells stand for what was left out.")
    #expect(figure.altText.contains("knn: efficiency holds, symmetry fails."))
  }

  @Test("facets give panels below each other") func facets() {
    let table = ChartTests.table
    let figure = Self.recipe(["x": .text("fraction"), "facet": .list([.text("case")])])
      .figure(of: .task(table, ChartTests.columns), width: 424)
    #expect(["digits", "moons"].allSatisfy(SampleValues.labels(figure.scene).contains))
    SampleValues.expectReadable(figure.scene)
  }

  @Test("ink can be read on every colour of the scale") func contrast() {
    for step in 0...20 {
      let color = ColorRamp().color(at: Double(step) / 20)
      func luminance(_ color: Color) -> Double {
        func linear(_ part: Double) -> Double { part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4) }
        return 0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue)
      }
      let (ink, paper) = (luminance(color.ink), luminance(color))
      // 4.5 is what the accessibility guidelines of the web ask for.
      #expect((max(ink, paper) + 0.05) / (min(ink, paper) + 0.05) >= 4.5, "at \(step)")
    }
  }

  @Test("the scene is as recorded", arguments: [424.0, 200]) func scene(width: Double) throws {
    let scene = Self.recipe().figure(of: .task(BarsTests.table, ChartTests.columns), width: width).scene
    SampleValues.expectReadable(scene)
    try expectSnapshot(scene.text, "heatmap-\(Int(width)).txt")
  }
}

@Suite("Logarithmic lines with bounds")
struct LogarithmicLineTests {
  static let columns = [
    ColumnDeclaration("curve", isDimension: true), ColumnDeclaration("points", isDimension: true),
    ColumnDeclaration("bound", label: "largest value and its bounds"),
  ]
  static let table = Table([
    .init("curve", .texts(["measured", "measured", "measured", "sharp", "sharp", "sharp"])),
    .init("points", .integers([2, 10, 100, 2, 10, 100])), .init("bound", .reals([0.3, 0.05, 0, 0.5, 0.1, 0.01])),
    .init("low", .reals([0.2, 0.04, 0, 0.5, 0.1, 0.01])), .init("high", .reals([0.4, 0.06, 0, 0.5, 0.1, 0.01])),
  ])

  static func figure(_ more: [String: Value] = [:]) -> Figure {
    let given: [String: Value] = [
      "theory": .text("privacy"), "x": .text("points"), "y": .text("bound"), "color": .text("curve"),
      "x_scale": .text("log"), "y_scale": .text("log"), "dashed": .list([.text("sharp")]), "band": .text("ci95"),
    ]
    return LinePlot(Arguments(given.merging(more) { $1 })).figure(of: .task(table, columns), width: 424)
  }

  @Test("bounds are dashed and what was measured is solid") func dashes() {
    let lines = Self.figure().scene.shapes.compactMap { shape -> (color: Color, dash: [Double])? in
      if case .polyline(_, let stroke) = shape, stroke.width == 1.1 { (stroke.color, stroke.dash) } else { nil }
    }
    let (measured, sharp) = (SeriesStyle(0).color, SeriesStyle(1).color)
    #expect(lines.filter { $0.color == measured }.allSatisfy { $0.dash.isEmpty })
    // One line and one key of the legend.
    #expect(lines.filter { $0.color == sharp && !$0.dash.isEmpty }.count == 2)
  }

  @Test("what is not positive is left out, counted and named") func leftOut() {
    #expect(
      Self.figure().remark == "1 of 6 values is 0 or less, which no logarithmic axis can show, and left out: measured.")
    #expect(Self.figure(["y_scale": .text("linear")]).remark.isEmpty)
  }

  @Test("a name to be dashed that no line has is told") func strangers() {
    #expect(Self.figure(["dashed": .list([.text("shrap")])]).remark.contains("not among the lines: shrap"))
  }

  @Test("a theory check's own intervals are drawn") func intervals() {
    let data = Self.figure().data
    #expect(data.columns.map(\.name) == ["curve", "points", "bound", "low", "high"])
  }

  @Test("the scene is as recorded") func scene() throws {
    SampleValues.expectReadable(Self.figure().scene)
    try expectSnapshot(Self.figure().scene.text, "logarithmic-424.txt")
  }
}
