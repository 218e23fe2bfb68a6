import Testing
import Vocabulary

@testable import Plot

@Suite("Charts")
struct ChartTests {
  static let ten = ["random", "knn_loo", "knn", "chg", "gradient", "hardness", "loo", "tmc", "beta", "banzhaf"]

  static let many: [Chart] = [1, 8, 10, 30].flatMap { count -> [Chart] in
    let methods = (0..<count).map { count <= 10 ? ten[$0] : "tmc[permutations=\($0 * 100)]" }
    let cases = ["digits", "moons", "fashion mnist", "adult", "wine"]
    return [
      Examples.chart(Examples.curves(methods: methods, cases: ["digits"], xs: Examples.grid)),
      Examples.chart(Examples.curves(methods: methods, cases: cases, xs: Examples.grid), facets: ["case"]),
      Examples.chart(Examples.curves(methods: methods, cases: Array(cases.prefix(2)), xs: [0.5]), facets: ["case"]),
      Examples.chart(
        Examples.curves(
          methods: methods, cases: Array(cases.prefix(3)), orders: ["lowest_first", "highest_first"],
          xs: Examples.grid), facets: ["case", "order"]),
    ]
  }

  @Test("texts neither overlap nor leave the chart", arguments: many.indices, [260.0, 345, 440])
  func overlaps(index: Int, width: Double) {
    let scene = Self.many[index].scene(width: width)
    let boxes = scene.labels.filter { !$0.text.isEmpty }.map { ($0.text, $0.bounds) }
    let page = Rect(x: 0, y: 0, width: scene.width, height: scene.height)
    for (place, (text, box)) in boxes.enumerated() {
      // Letters stay inside their box by more than this.
      #expect(page.contains(box, slack: 1), "'\(text)' at \(box) leaves \(page)")
      for (other, otherBox) in boxes.dropFirst(place + 1) {
        #expect(!box.inset(by: 0.5).overlaps(otherBox.inset(by: 0.5)), "'\(text)' and '\(other)' overlap")
      }
    }
  }

  @Test("all type can be read at the size of the page") func typeSizes() {
    for chart in Self.many { #expect(chart.scene(width: 345).labels.allSatisfy { $0.style.size >= 7.5 }) }
  }

  @Test("the legend names each series once, in the order of the table") func legendOrder() {
    let table = Examples.curves(methods: ["b", "a", "c"], cases: ["one", "two"], xs: Examples.grid)
    let texts = Examples.chart(table, facets: ["case"]).scene(width: 345).labels.map(\.text)
    #expect(texts.filter { ["a", "b", "c"].contains($0) } == ["b", "a", "c"])
  }

  @Test("a missing value breaks the line and a datum alone keeps its sign and bar") func gaps() {
    let scene = Examples.line([1, 2, .nan, 3, .nan, 4, 5], margin: 0.2).scene(width: 300)
    let style = SeriesStyle(0)
    let lines = scene.shapes.compactMap { shape -> Int? in
      if case .polyline(let points, let stroke) = shape, stroke.color == style.color { points.count } else { nil }
    }
    #expect(lines == [2, 2])
    #expect(scene.count { if case .marker = $0 { true } else { false } } == 5)
    #expect(scene.count { if case .polygon = $0 { true } else { false } } == 2)
  }

  @Test("a panel without data says so, and the others keep their place") func emptyPanel() {
    let table = Examples.curves(methods: ["a"], cases: ["one"], orders: ["x"], xs: Examples.grid)
    let more = Examples.curves(methods: ["a"], cases: ["two"], orders: ["y"], xs: Examples.grid)
    let chart = Examples.chart(Table(stacking: [table, more]), facets: ["case", "order"])
    let texts = chart.scene(width: 345).labels.map(\.text)
    #expect(texts.filter { $0 == "no data" }.count == 2)
    #expect(texts.contains("one · x") && texts.contains("two · x"))
  }

  @Test(
    "empty tables, single data, equal and missing values make a chart", arguments: [[], [2], [3, 3, 3], [.nan, .nan]])
  func degenerate(ys: [Double]) throws {
    let scene = Examples.line(ys).scene(width: 300)
    #expect(scene.height > 80)
    #expect(scene.labels.contains { $0.text == "no data" } == ys.allSatisfy(\.isNaN))
    #expect(!scene.text.contains("–,") && !scene.text.contains("∞"))
    #expect(try scene.png(scale: 1).count > 100)
  }

  @Test("panels of very different range have scales of their own, alike ones share") func sharing() {
    func chart(_ second: Double) -> Chart {
      Examples.chart(
        Table([
          .init("case", .texts(["one", "one", "two", "two"])), .init("x", .reals([0, 1, 0, 1])),
          .init("y", .reals([0, 1, second, second + 1])), .init("low", .reals([.nan, .nan, .nan, .nan])),
          .init("high", .reals([.nan, .nan, .nan, .nan])),
        ]), series: nil, facets: ["case"])
    }
    func count(_ chart: Chart) -> Int { chart.scene(width: 345).labels.filter { $0.anchor.horizontal == .right }.count }
    #expect(count(chart(100)) > count(chart(0)))
    #expect(chart(100).scene(width: 345).labels.contains { $0.text.hasPrefix("100") })
  }

  @Test("categories stand in the order of the table and their series side by side") func categories() throws {
    let table = Examples.curves(methods: ["zeta", "alpha"], cases: ["one", "two"], xs: [0.5])
    let chart = Chart(
      table, .init(x: "method", y: "y", low: "low", high: "high", series: "case"), marks: [BandMark(), PointMark()],
      x: .init("method"), y: .init("recall"))
    let scene = chart.scene(width: 345)
    let places = try ["zeta", "alpha"].map { name in try #require(scene.labels.first { $0.text == name }).position.x }
    #expect(places[0] < places[1])
    let signs = scene.shapes.compactMap { shape -> Double? in
      if case .marker(_, let point, _, _) = shape, point.y > 20 { point.x } else { nil }
    }
    #expect(Set(signs).count == 4)
    try expectSnapshot(scene, "categories")
  }

  @Test("where the axis names the series, no legend repeats them and signs stand on their ticks") func seriesAlongX()
    throws
  {
    let table = Examples.curves(methods: ["zeta", "alpha"], cases: ["one"], xs: [0.5])
    let chart = Chart(
      table, .init(x: "method", y: "y", series: "method"), marks: [PointMark()], x: .init("method"), y: .init("recall"))
    let scene = chart.scene(width: 345)
    let names = scene.labels.filter { ["zeta", "alpha"].contains($0.text) }
    #expect(names.count == 2)
    let signs = scene.shapes.compactMap { shape -> Double? in
      if case .marker(_, let point, _, _) = shape { point.x } else { nil }
    }
    #expect(signs == names.map(\.position.x))
  }

  @Test("the first 32 series all look different, and neighbours differ in sign and colour") func styles() {
    let styles = (0..<32).map { SeriesStyle($0) }
    #expect(Set(styles).count == 32)
    #expect(Set(styles.prefix(8).map(\.marker)).count == 8 && Set(styles.prefix(8).map(\.color)).count == 8)
  }

  @Test("a reference line is cut at the panel's edge") func reference() throws {
    let table = Examples.curves(methods: ["a"], cases: ["one"], xs: [0, 0.5, 1])
    let chart = Chart(
      table, .init(x: "x", y: "y"), marks: [RuleMark(.diagonal), RuleMark(.horizontal(0.4)), LineMark()],
      x: .init("x"), y: .init("y"))
    try expectSnapshot(chart.scene(width: 300), "reference")
  }

  @Test("two facets, bands and a legend look as recorded") func facets() throws {
    let table = Examples.curves(
      methods: ["random", "knn", "chg"], cases: ["digits", "moons"], orders: ["lowest_first", "highest_first"],
      xs: [0, 0.25, 0.5])
    try expectSnapshot(Examples.chart(table, facets: ["case", "order"]).scene(width: 345), "facets")
  }
}
