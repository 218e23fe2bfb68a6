import Foundation
import Testing
import Vocabulary

@testable import Plot
@testable import Report

@Suite("Chart recipes")
struct ChartTests {
  static let columns = [
    ColumnDeclaration("order", label: "order", isDimension: true),
    ColumnDeclaration("fraction", unit: "share", label: "points removed", isDimension: true),
    ColumnDeclaration("accuracy", unit: "share", label: "test accuracy", higherIsBetter: true),
  ]

  /// Means of three methods in two cases, each row with its interval, the last without.
  static let table: Table = {
    var rows: [(String, String, Double, Double)] = []
    for (place, name) in ["digits", "moons"].enumerated() {
      for (index, method) in ["random", "knn", "chg", "tmc"].enumerated() {
        for fraction in [0, 0.25, 0.5] {
          rows.append((name, method, fraction, 0.9 - 0.1 * Double(place) - fraction * Double(index) / 10))
        }
      }
    }
    return Table([
      .init("case", .texts(rows.map(\.0))), .init("method", .texts(rows.map(\.1))),
      .init("order", .texts(rows.map { _ in "lowest_first" })),
      .init("fraction", unit: "share", .reals(rows.map(\.2))), .init("accuracy", unit: "share", .reals(rows.map(\.3))),
      .init("accuracy_low", .reals(rows.indices.map { $0 + 1 == rows.count ? .nan : rows[$0].3 - 0.01 })),
      .init("accuracy_high", .reals(rows.indices.map { $0 + 1 == rows.count ? .nan : rows[$0].3 + 0.01 })),
      .init("spent", .integers(rows.map { _ in 3 })),
    ])
  }()

  static func plot(_ more: [String: Value] = [:]) -> LinePlot {
    let given: [String: Value] = ["task": .text("removal"), "x": .text("fraction"), "y": .text("accuracy")]
    return LinePlot(Arguments(given.merging(more) { $1 }))
  }

  static let full: [String: Value] = [
    "color": .text("method"), "facet": .list([.text("case"), .text("order")]), "band": .text("ci95"),
  ]

  @Test("every file of the folder is a recipe on the list, and cards are of kind chart with distinct names")
  func registry() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Sources/Report/Charts").standardized
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0 != "ChartRecipes.swift" }
    #expect(Set(files) == Set(chartRecipes.map { String(describing: $0) + ".swift" }))
    #expect(chartRecipes.allSatisfy { $0.card.kind == .chart })
    #expect(Set(chartRecipes.map { $0.card.name }).count == chartRecipes.count)
  }

  @Test("a plot asks for its task and draws a panel for each case and order") func plotFigure() {
    let recipe = Self.plot(Self.full)
    #expect(recipe.demand == .task("removal"))
    let figure = recipe.figure(of: .task(Self.table, Self.columns), width: 430)
    let labels = figure.scene.shapes.compactMap { if case .text(let label) = $0 { label.text } else { nil } }
    for text in ["digits · lowest first", "moons · lowest first", "points removed [share]", "test accuracy [share]"] {
      #expect(labels.contains(text))
    }
    #expect(figure.scene.width == 430)
  }

  @Test("a plot ships the columns it draws and no others") func plotData() {
    let figure = Self.plot(Self.full).figure(of: .task(Self.table, Self.columns), width: 430)
    #expect(
      figure.data.columns.map(\.name)
        == ["case", "method", "order", "fraction", "accuracy", "accuracy_low", "accuracy_high"])
    #expect(figure.data.count == Self.table.count)
    let plain = Self.plot().figure(of: .task(Self.table, Self.columns), width: 430)
    #expect(plain.data.columns.map(\.name) == ["case", "method", "fraction", "accuracy"])
  }

  @Test("bands are drawn only where they are asked for") func bands() {
    func areas(_ recipe: LinePlot) -> Int {
      recipe.figure(of: .task(Self.table, Self.columns), width: 430).scene.shapes
        .filter { if case .polygon = $0 { true } else { false } }.count
    }
    #expect(areas(Self.plot(Self.full)) == 8)
    #expect(areas(Self.plot(Self.full.merging(["band": .text("none")]) { $1 })) == 0)
  }

  @Test("the alternative text says what is drawn, how it ends, and stays short") func altText() {
    let text = Self.plot(Self.full).figure(of: .task(Self.table, Self.columns), width: 430).altText
    #expect(text.hasPrefix("test accuracy [share] against points removed [share], a series for each method: random,"))
    #expect(text.contains("digits · lowest first: highest at its end is random, from 0.9 to 0.9; lowest is tmc"))
    #expect(text.contains("tmc, from 0.8 to 0.65"))
    #expect(text.contains("95 % intervals"))
    #expect(text.count < 700)
  }

  @Test("few series are told one by one, and the best stands out only inside") func altTextOfOne() {
    let table = Table([
      .init("case", .texts(["a", "a", "a"])), .init("method", .texts(["m", "m", "m"])),
      .init("fraction", .reals([0, 0.25, 0.5])), .init("accuracy", .reals([0.5, 0.75, 0.625])),
    ])
    let text = Self.plot(["color": .text("method")]).figure(of: .task(table, Self.columns), width: 300).altText
    #expect(text.hasSuffix("m, from 0.5 to 0.625, best 0.75."))
  }

  @Test("a long list of methods and panels keeps the alternative text bounded") func altTextBound() {
    let names = (0..<60).map { "tmc[permutations=\($0)]" }
    let rows = names.flatMap { name in (0..<12).map { (name, "case \($0)") } }
    let table = Table([
      .init("case", .texts(rows.map(\.1))), .init("method", .texts(rows.map(\.0))),
      .init("fraction", .reals(rows.map { _ in 0.5 })), .init("accuracy", .reals(rows.indices.map { Double($0) })),
    ])
    let recipe = Self.plot(["color": .text("method"), "facet": .list([.text("case")])])
    let text = recipe.figure(of: .task(table, Self.columns), width: 430).altText
    #expect(text.count < 1500 && text.contains("8 further panels"))
  }

  @Test("categories along x are not joined by lines") func categories() {
    let rows = Self.table.rows(Self.table.reals("fraction").indices.filter { Self.table.reals("fraction")[$0] == 0.5 })
    let figure = Self.plot(["x": .text("method"), "color": .text("case"), "band": .text("ci95")])
      .figure(of: .task(rows, Self.columns), width: 430)
    let colors = [0, 1].map { SeriesStyle($0).color }
    let joined = figure.scene.shapes.contains { shape in
      if case .polyline(let points, let stroke) = shape {
        colors.contains(stroke.color) && points.first?.x != points.last?.x
      } else {
        false
      }
    }
    #expect(!joined)
  }

  @Test("an empty table makes a figure that says so") func empty() {
    let figure = Self.plot().figure(of: .task(Self.table.rows([]), Self.columns), width: 430)
    #expect(figure.scene.shapes.contains { if case .text(let label) = $0 { label.text == "no data" } else { false } })
    #expect(!figure.altText.isEmpty)
  }
}

@Suite("Image galleries")
struct ImageGalleryTests {
  static let recipe = ImageGallery(
    Arguments(["method": .text("chg"), "case": .text("digits"), "show": .text("highest"), "count": .integer(3)]))

  static func image(_ row: Int, given: String, truth: String, planes: Int = 1) -> LabelledImage {
    LabelledImage(
      pixels: (0..<64 * planes).map { Float($0 % 17) / 16 }, width: 8, height: 8, row: row,
      value: -0.5 + Double(row) / 100, givenLabel: given, trueLabel: truth)
  }

  static let images = [
    image(12, given: "3", truth: "8"), image(40, given: "5", truth: "5"), image(7, given: "1", truth: ""),
  ]

  @Test("a gallery asks for images by method, case, end and count") func demand() {
    #expect(Self.recipe.demand == .images(method: "chg", caseName: "digits", lowest: false, count: 3))
  }

  @Test("each image carries its row, labels and value; a wrong label is marked by a sign") func contents() {
    let scene = Self.recipe.figure(of: .images(Self.images), width: 430).scene
    let labels = scene.shapes.compactMap { if case .text(let label) = $0 { label.text } else { nil } }
    for text in ["row 12", "given 3 · true 8", "given 5 · true 5", "given 1", "−0.380"] {
      #expect(labels.contains(text))
    }
    let crosses = scene.shapes.filter { if case .marker(.cross, _, _, _) = $0 { true } else { false } }
    // One in the legend, one on the wrong image.
    #expect(crosses.count == 2)
  }

  @Test("grey counts ink and colour counts light") func pixels() {
    let grey = LabelledImage(
      pixels: [0, 1], width: 2, height: 1, row: 0, value: 0, givenLabel: "", trueLabel: "")
    #expect(grey.picture.bytes == [255, 255, 255, 0, 0, 0])
    let color = LabelledImage(
      pixels: [1, 0, 0, 0.5, 0, 1], width: 2, height: 1, row: 0, value: 0, givenLabel: "", trueLabel: "")
    #expect(color.picture.bytes == [255, 0, 0, 0, 128, 255])
  }

  @Test(
    "texts of a gallery neither overlap nor leave it", arguments: [1, 2, 7, 20, 60],
    ["3", "automobile", "a very long label"])
  func overlaps(count: Int, label: String) {
    let images = (0..<count).map { Self.image($0 * 997, given: label, truth: $0 % 3 == 0 ? label : "airplane") }
    let scene = Self.recipe.figure(of: .images(images), width: 430).scene
    let page = Rect(x: 0, y: 0, width: scene.width, height: scene.height)
    let boxes = scene.shapes.compactMap { if case .text(let label) = $0 { label.bounds } else { nil } }
    for (place, box) in boxes.enumerated() {
      #expect(page.contains(box, slack: 1))
      // Letters stay inside their box by more than this.
      for other in boxes.dropFirst(place + 1) { #expect(!box.inset(by: 0.5).overlaps(other.inset(by: 0.5))) }
    }
  }

  @Test("the table and the alternative text tell what the pictures show") func facts() {
    let figure = Self.recipe.figure(of: .images(Self.images), width: 430)
    #expect(figure.data.integers("row") == [12, 40, 7])
    #expect(figure.data.booleans("is_wrong") == [true, false, false])
    #expect(figure.altText.contains("row 12 is 8 but labelled 3"))
    #expect(figure.altText.hasPrefix("3 training images of digits with the highest chg values"))
  }

  @Test("no images make a figure that says so") func none() {
    let figure = Self.recipe.figure(of: .images([]), width: 430)
    #expect(figure.data.count == 0 && figure.altText.hasPrefix("No training images"))
  }
}
