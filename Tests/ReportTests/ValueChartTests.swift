import Compute
import Testing
import Vocabulary

@testable import Plot
@testable import Report

/// Made-up values of two methods, the last quarter of the rows corrupted.
enum SampleValues {
  static let count = 120

  static let table: Table = {
    let rows = Array(0..<count)
    let corrupted = rows.map { $0 >= 3 * count / 4 }
    let knn = rows.map { (Double(($0 * 37) % 101) - 50) / 500 - (corrupted[$0] ? 0.1 : 0) }
    let chg = rows.map { 3 * knn[$0] + Double(($0 * 53) % 31) / 100 }
    return Table([
      .init("row", .integers(rows.map { 1000 + $0 })), .init("class", .texts(rows.map { "\($0 % 3 * 5)" })),
      .init("is_corrupted", .booleans(corrupted)), .init("value_knn", .reals(knn)), .init("value_chg", .reals(chg)),
    ])
  }()

  static func labels(_ scene: Scene) -> [String] {
    scene.shapes.compactMap { if case .text(let label) = $0 { label.text } else { nil } }
  }

  /// Texts neither touch each other nor leave the picture.
  static func expectReadable(_ scene: Scene, sourceLocation: SourceLocation = #_sourceLocation) {
    let page = Rect(x: 0, y: 0, width: scene.width, height: scene.height)
    let boxes = scene.shapes.compactMap { if case .text(let label) = $0 { label.bounds } else { nil } }
    for (place, box) in boxes.enumerated() {
      #expect(page.contains(box, slack: 1), sourceLocation: sourceLocation)
      for other in boxes.dropFirst(place + 1) {
        // Letters stay inside their box by more than this.
        #expect(!box.inset(by: 0.6).overlaps(other.inset(by: 0.6)), sourceLocation: sourceLocation)
      }
    }
  }
}

@Suite("Histograms of values")
struct HistogramTests {
  static func recipe(_ more: [String: Value] = [:]) -> Histogram {
    Histogram(Arguments(["method": .text("chg"), "case": .text("digits")].merging(more) { $1 }))
  }

  static let byCorruption = recipe(["by": .text("corruption")])

  @Test("a histogram asks for one method's values with the grouping") func demand() {
    #expect(Self.byCorruption.demand == .values(methods: ["chg"], caseName: "digits", by: .corruption))
    #expect(Self.recipe().demand == .values(methods: ["chg"], caseName: "digits", by: .none))
  }

  @Test("values that are all equal have one bar") func equal() {
    let table = Table([
      .init("row", .integers([1, 2, 3])), .init("class", .texts(["", "", ""])), .init("value_chg", .reals([3, 3, 3])),
    ])
    let scene = Self.recipe().figure(of: .values(table), width: 424).scene
    let areas = scene.shapes.filter { if case .polygon = $0 { true } else { false } }
    #expect(areas.count == 1)
  }

  @Test("counts of the groups are those of a plain count in the shared bins") func counts() {
    let data = Self.byCorruption.figure(of: .values(SampleValues.table), width: 424).data
    let (values, flags) = (SampleValues.table.reals("value_chg"), SampleValues.table.booleans("is_corrupted"))
    let (from, to, rows) = (data.reals("from"), data.reals("to"), data.integers("rows"))
    for row in 0..<data.count {
      let isCorrupted = data.texts("group")[row] == "corrupted"
      let isLast = to[row] == values.max()
      let plain = values.indices.filter {
        flags[$0] == isCorrupted && values[$0] >= from[row] && (values[$0] < to[row] || isLast && values[$0] == to[row])
      }
      #expect(plain.count == rows[row])
    }
    #expect(rows.reduce(0, +) == SampleValues.count)
  }

  @Test("groups differ in dash as well as in colour") func dashes() {
    let scene = Self.byCorruption.figure(of: .values(SampleValues.table), width: 424).scene
    let dashes = scene.shapes.compactMap { shape -> [Double]? in
      if case .polyline(let points, let stroke) = shape, points.count > 4 { stroke.dash } else { nil }
    }
    #expect(dashes.count == 2 && Set(dashes).count == 2)
  }

  @Test("many classes get a panel each, and shares sum to one") func classes() {
    var columns = SampleValues.table.columns
    columns[1] = .init("class", .texts((0..<SampleValues.count).map { "\($0 % 6)" }))
    let figure = Self.recipe(["by": .text("class"), "show": .text("shares")])
      .figure(of: .values(Table(columns)), width: 424)
    #expect(SampleValues.labels(figure.scene).filter { $0.hasPrefix("class ") }.count == 6)
    let own = zip(figure.data.texts("group"), figure.data.reals("share")).filter { $0.0 == "class 4" }.map(\.1)
    #expect(abs(own.reduce(0, +) - 1) < 1e-12)
  }

  @Test("the caption and the alternative text tell bins and groups") func words() {
    let figure = Self.byCorruption.figure(of: .values(SampleValues.table), width: 424)
    #expect(figure.remark.contains("the same for every group") && figure.remark.contains("Freedman and Diaconis"))
    #expect(figure.altText.contains("corrupted: 30 rows, median"))
  }

  @Test("the scene is as recorded", arguments: [424.0, 160]) func scene(width: Double) throws {
    let scene = Self.byCorruption.figure(of: .values(SampleValues.table), width: width).scene
    SampleValues.expectReadable(scene)
    try expectSnapshot(scene.text, "histogram-\(Int(width)).txt")
  }
}

@Suite("Ridgelines of values")
struct RidgelineTests {
  static func recipe(_ methods: [String], _ by: String) -> Ridgeline {
    Ridgeline(
      Arguments(["methods": .list(methods.map(Value.text)), "case": .text("digits"), "by": .text(by)]))
  }

  @Test("several methods are standardised, and the axis says so; one is not") func scale() {
    let both = Self.recipe(["knn", "chg"], "corruption").figure(of: .values(SampleValues.table), width: 424)
    #expect(SampleValues.labels(both.scene).contains { $0.contains("standard deviations of the method") })
    let one = Self.recipe(["knn"], "class").figure(of: .values(SampleValues.table), width: 424)
    #expect(SampleValues.labels(one.scene).contains("value by knn"))
    #expect(["class 0", "class 5", "class 10"].allSatisfy(SampleValues.labels(one.scene).contains))
    #expect(both.remark.contains("Silverman"))
  }

  @Test("each density has area one, but for what lies beyond the axis") func area() {
    let data = Self.recipe(["knn", "chg"], "corruption").figure(of: .values(SampleValues.table), width: 424).data
    let own = (0..<data.count).filter { data.texts("ridge")[$0] == "chg" && data.texts("group")[$0] == "corrupted" }
    let (x, y) = (data.reals("value"), data.reals("density"))
    let area = zip(own, own.dropFirst()).reduce(0) { $0 + (x[$1.1] - x[$1.0]) * (y[$1.0] + y[$1.1]) / 2 }
    // The axis ends at the outer half per cents, widened, so little of the curve is cut.
    #expect(area > 0.95 && area < 1.01)
  }

  @Test("values that are all equal stand as a line") func spike() {
    var columns = SampleValues.table.columns
    columns[3] = .init("value_knn", .reals([Double](repeating: 2, count: SampleValues.count)))
    let figure = Self.recipe(["knn"], "none").figure(of: .values(Table(columns)), width: 424)
    #expect(
      figure.data.count == 0
        && figure.scene.shapes.contains { shape in
          if case .polyline(_, let stroke) = shape { stroke.width == 1.6 } else { false }
        })
  }

  @Test("the scene is as recorded", arguments: [424.0, 160]) func scene(width: Double) throws {
    let scene = Self.recipe(["knn", "chg"], "corruption").figure(of: .values(SampleValues.table), width: width).scene
    SampleValues.expectReadable(scene)
    try expectSnapshot(scene.text, "ridgeline-\(Int(width)).txt")
  }
}

@Suite("Scatter plots of values")
struct ScatterTests {
  static func recipe(_ more: [String: Value] = [:]) -> Scatter {
    Scatter(Arguments(["x": .text("knn"), "y": .text("chg"), "case": .text("digits")].merging(more) { $1 }))
  }

  @Test("the picture bears Spearman's correlation of all rows") func rank() throws {
    let figure = Self.recipe(["color": .text("corruption")]).figure(of: .values(SampleValues.table), width: 424)
    let rank = try #require(
      Statistics.spearman(SampleValues.table.reals("value_knn"), SampleValues.table.reals("value_chg")))
    let text = "Spearman's ρ = \(NumberText.fixed(rank, decimals: 2))"
    #expect(SampleValues.labels(figure.scene).contains(text))
    #expect(figure.altText.contains("corrupted: 30 rows, rank correlation"))
    #expect(figure.data == SampleValues.table)
  }

  @Test("every row has its sign, the corrupted ones in front and of another shape") func points() {
    let scene = Self.recipe(["color": .text("corruption")]).figure(of: .values(SampleValues.table), width: 424).scene
    let signs = scene.shapes.compactMap { shape -> Marker? in
      if case .marker(let marker, _, let size, _) = shape, size == 4 { marker } else { nil }
    }
    #expect(signs.count == SampleValues.count)
    #expect(signs.prefix(90).allSatisfy { $0 == .circle } && signs.suffix(30).allSatisfy { $0 == .cross })
  }

  @Test("what a logarithmic axis cannot show is counted") func leftOut() {
    let figure = Self.recipe(["y_scale": .text("log")]).figure(of: .values(SampleValues.table), width: 424)
    let count = SampleValues.table.reals("value_chg").filter { $0 <= 0 }.count
    #expect(count > 0 && figure.remark.contains("\(count) of 120 rows are 0 or less"))
    let drawn = figure.scene.shapes.filter { if case .marker = $0 { true } else { false } }
    #expect(drawn.count == 120 - count)
  }

  @Test("a method of equal values has no correlation, and the picture says so") func flat() {
    var columns = SampleValues.table.columns
    columns[3] = .init("value_knn", .reals([Double](repeating: 2, count: SampleValues.count)))
    let figure = Self.recipe().figure(of: .values(Table(columns)), width: 424)
    #expect(SampleValues.labels(figure.scene).contains("no rank correlation: all ties"))
  }

  @Test("the scene is as recorded", arguments: [424.0, 160]) func scene(width: Double) throws {
    let scene = Self.recipe(["color": .text("corruption")]).figure(of: .values(SampleValues.table), width: width).scene
    SampleValues.expectReadable(scene)
    try expectSnapshot(scene.text, "scatter-\(Int(width)).txt")
  }
}
