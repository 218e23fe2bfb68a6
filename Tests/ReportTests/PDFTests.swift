import Foundation
import Plot
import Testing
import Vocabulary

@testable import Report

@Suite struct PDFTests {
  @Test func `Equal documents give equal bytes`() throws {
    let bytes = try Sample.document.pdf()
    #expect(bytes == (try Sample.document.pdf()))
    #expect(bytes.starts(with: Array("%PDF-".utf8)))
    if let path = ProcessInfo.processInfo.environment["REPORT_SAMPLE"] {
      try Data(bytes).write(to: URL(filePath: path))
    }
  }

  @Test func `Figures and tables keep their order and every part is set once`() {
    let manuscript = Manuscript(Sample.document)
    let pages = PageBreaker.pages(of: DocumentSetter(manuscript).items(), height: Typography.textHeight)
    let places = pages.flatMap { $0 }.flatMap { placed in
      placed.strip.marks.compactMap { if case .destination(let name) = $0 { name } else { nil } }
    }
    #expect(places.filter { $0.hasPrefix("fig-") } == ["fig-detection", "fig-suspects", "fig-removal"])
    #expect(
      places.filter { $0.hasPrefix("tbl-") } == ["tbl-detection_metrics", "tbl-removal_accuracy", "tbl-provenance"])
    #expect(places.filter { $0.hasPrefix("sec-") } == (1...7).map { "sec-\($0)" })
    #expect(Set(places).count == places.count)
    // Only the last page and one before a long table may be left less than two thirds full.
    let sparse = pages.dropLast().filter {
      ($0.last.map { $0.y + $0.strip.height } ?? 0) < Typography.textHeight * 0.67
    }
    #expect(sparse.count <= 1)
    #expect((5...9).contains(pages.count))
  }

  @Test func `Nothing leaves the page, however long words, tables and pictures are`() {
    let hash = String(repeating: "0123456789abcdef", count: 20).prefix(300)
    let wide = ReportTable(
      name: "wide", columns: (0..<9).map { .init("a rather long heading \($0)", unit: "points", .decimal) },
      rows: [(0..<9).map { .init("\(hash.prefix(10 + 8 * $0))") }, (0..<9).map { .init("\($0).5 [0.1, 0.9]") }],
      caption: "\(hash)", notes: ["`\(hash)`"])
    let tall = ReportTable(
      name: "tall", columns: [.init("key"), .init("text")],
      rows: [[.init("\(hash)", isCode: true), .init(String(repeating: "many words ", count: 2_000))]], caption: "")
    let scene = Scene(width: 2_000, height: 3_000)
    let document = Document(
      title: "\(hash)", question: "\(hash)", answer: [.prose(markdown: "`\(hash)` and \(hash)")],
      blocks: [
        .prose(markdown: "# \(hash)\nwords `\(hash)` *\(hash)* https://x.org/\(hash)\n\n- - - - - - - - \(hash)"),
        .prose(markdown: "```\n\(hash)\n```\n> > \(hash)\n\n| a | b |\n|---|---|\n| \(hash) | `\(hash)` |"),
        .table(wide), .table(tall), .failure(title: "\(hash)", message: "\(hash)\n\(hash)"),
        .figure(FigureBlock(name: "huge", figure: Figure(scene: scene, data: Table(), altText: ""), caption: "c")),
      ])
    let pages = PageBreaker.pages(
      of: DocumentSetter(Manuscript(document)).items(), height: Typography.textHeight)
    for placed in pages.flatMap({ $0 }) {
      // Rounding in Pango's units and a hair of slack in table cells.
      #expect(placed.strip.rightEdge <= Typography.textWidth + 1)
      #expect(placed.strip.leftEdge >= -1)
      // A table's closing rule may lie just below its last row.
      #expect(placed.y + placed.strip.height <= Typography.textHeight + 4)
    }
    #expect(pages.count > 2)
  }

  @Test func `Decimal points stand below each other`() {
    let cells = ["0.5", "12.25 [3.5, 4.5]", "−3.125", "1,000", "–"].map { [RunSetter.plain($0, Typography.body)] }
    let column = TableColumn(.decimal, head: [RunSetter.plain("a", Typography.body)], cells: cells)
    let points = cells.dropLast().map { runs in
      column.set(runs, at: 10).x + Paragraph(TableColumn.integerPart(runs), width: nil).width
    }
    // Pango rounds widths to 1/1024 of a point.
    #expect(points.allSatisfy { abs($0 - points[0]) < 0.01 })
    #expect(TableColumn.integerPart(cells[1]).map(\.text) == ["12"])
    #expect(TableColumn.integerPart(cells[3]).map(\.text) == ["1,000"])
  }

  @Test func `A table gives its width to words before headings`() {
    let style = Typography.body
    let columns = [("step", "a b c d e f g h i j k l m n o p q r s t u v w x y z"), ("seconds saved by reuse", "1")]
      .map { TableColumn(.left, head: [RunSetter.plain($0.0, style)], cells: [[RunSetter.plain($0.1, style)]]) }
    let natural = columns.map(\.natural).reduce(0, +)
    #expect(columns.fitted(to: natural).map(\.width) == columns.map(\.natural))
    let tighter = columns.fitted(to: natural - 20)
    #expect(tighter[0].width == columns[0].natural)
    #expect(abs(tighter.map(\.width).reduce(0, +) - natural + 20) < 1e-6)  // sums of a few doubles
    let tight = columns.fitted(to: 120)
    #expect(tight[0].width < columns[0].natural)
    #expect(tight.map(\.width).reduce(0, +) <= 120.001)  // bisection stops just below
  }

  @Test func `Long code shrinks before it breaks`() {
    let setter = BlockSetter(runs: RunSetter(labels: [:]))
    #expect(setter.strips(.code(String(repeating: "x", count: 90), language: "")).count == 1)
    #expect(setter.strips(.code(String(repeating: "x", count: 200), language: "")).count > 1)
    #expect(setter.strips(.code("", language: "")).count == 1)
  }

  @Test func `Links to unknown figures are plain text`() throws {
    let document = Document(title: "t", blocks: [.prose(markdown: "See @fig:none, [x](#fig-none) and [y](#z).")])
    #expect(try !document.pdf().isEmpty)
  }

  @Test func `Random texts are set without a crash`() throws {
    var random = Numbers(state: 3)
    let marks = Array("*_`~[]()<>!|#->+=:\\&;$@\n\n  \t\u{0}\u{FF}01.aé😀\"'{}^שלום".unicodeScalars)
    for _ in 0..<40 {
      let text = String(
        String.UnicodeScalarView((0..<200).map { _ in marks[Int(random.next() % UInt64(marks.count))] }))
      let table = ReportTable(
        name: "t", columns: [.init(text, .decimal), .init("b", .center)],
        rows: [[.init(text), .init(text, isBold: true, isCode: true)]], caption: text)
      let document = Document(
        title: text, question: text, answer: [.prose(markdown: text)],
        blocks: [.prose(markdown: text), .table(table), .failure(title: text, message: text)])
      #expect(try !document.pdf().isEmpty)
    }
  }

  @Test(.enabled(if: PDFText.isInstalled, "pdftotext is not installed"))
  func `The text can be searched and copied`() throws {
    let text = try PDFText.of(try Sample.document.pdf())
    for phrase in [
      "CHG-Shapley versus KNN-Shapley", "Figure 1.", "1.1 Settings", "A Methods", "“how much would", "Table 3.",
      "studies/chg_vs_knn.yaml", "0.914 [0.902, 0.926]", "Failed: tmc on digits",
    ] { #expect(text.contains(phrase), "no '\(phrase)'") }
  }
}

@Suite struct RunTests {
  private let style = Typography.body

  @Test func `Formulas stand in the line as one letter`() throws {
    let runs = RunSetter(labels: [:]).runs(ProseReader.inlines("for $x_i$, and"), style)
    #expect(runs.map(\.text) == ["for ", "\u{FFFC}", "\u{2060}", ", and"])
    #expect(runs.map { $0.formula != nil } == [false, true, false, false])
  }

  @Test func `Long formulas may break after operators outside parentheses`() {
    let runs = FormulaRuns(style: style, link: nil).runs(
      "f(x = 1) = aaaaaaaaaaaaaaaaaaaaaaaa + b \\le ccccccccccccccccccccccccccc")
    #expect(runs.map(\.text) == ["\u{FFFC}", " ", "\u{FFFC}", " ", "\u{FFFC}", " ", "\u{FFFC}"])
    let assigned = FormulaRuns(style: style, link: nil).runs("aaaaaaaaaaaaaa := bbbbbbbbbbbb, \\quad c")
    #expect(assigned.map(\.text) == ["\u{FFFC}", " ", "\u{FFFC}", "   ", "\u{FFFC}"])
  }

  @Test(arguments: ["\\unknown x", "{a", "a}", "x^", "\\frac{a}", "a & b", String(repeating: "{", count: 10_000)])
  func `Formulas beyond us are shown as source`(tex: String) {
    let runs = FormulaRuns(style: style, link: nil).runs(tex)
    #expect(runs.map(\.text).joined().replacing("\u{200B}", with: "") == tex)
    #expect(runs.map(\.style.family) == [.mono])
  }

  @Test func `Displays stand alone in the middle and long ones take several lines`() throws {
    let setter = BlockSetter(runs: RunSetter(labels: [:]))
    let blocks = ProseReader.blocks("before\n$$a = b$$\nafter")
    let strips = setter.strips(blocks)
    #expect(strips.count == 3)
    guard case .scene(let scene, let place)? = strips[1].marks.first else {
      Issue.record("no display")
      return
    }
    #expect(abs(place.midX - Typography.textWidth / 2) < 1e-9)  // rounding
    #expect(scene.height == strips[1].height)
    let wide = (1...12).map { "x_{\($0)} = \\frac{a_{\($0)}}{b + c}" }
    for separator in [",\\quad ", " + ", "xxxx"] {
      let long = setter.strips(ProseReader.blocks("$$\(wide.joined(separator: separator))$$"))
      #expect(long.count > 1)
      for case .scene(_, let place) in long.flatMap(\.marks) {
        #expect(place.minX >= -1e-9 && place.maxX <= Typography.textWidth + 1e-9)  // rounding
      }
    }
  }

  @Test func `Bars in formulas do not end a table's cell`() {
    let table = ProseReader.blocks("| a |\n|---|\n| $\\|x\\|$ |")
    #expect(table.flatMap(\.inlines).contains(.math("|x|", isDisplay: false)))
    let written = Document(title: "t", blocks: [.prose(markdown: "| a |\n|---|\n| $\\|x\\|$ |")]).markdown()
    #expect(written.contains("$\\|x\\|$"))
  }

  @Test func `Quotation marks curl in text and not in code`() {
    let runs = RunSetter(labels: [:]).runs(ProseReader.inlines("\"a\" ('b' c's) *\"d\"*: `\"e\"`"), style)
    #expect(runs.map(\.text).joined() == "“a” (‘b’ c’s) “d”: \"e\"")
  }

  @Test func `Letters that no font shows become visible`() {
    #expect(RunSetter.printable("a\u{0}b\u{1B}c\td\r\ne\u{2029}") == "a\u{FFFD}b\u{FFFD}c d  e ")
  }
}

extension Strip {
  /// How far text and pictures reach, in points from the left edge of the text.
  fileprivate var rightEdge: Double {
    marks.map { mark in
      switch mark {
      case .lines(let paragraph, let range, let point):
        range.map { point.x + paragraph.lines[$0].x + paragraph.lines[$0].width }.max() ?? 0
      case .scene(_, let rect), .fill(let rect, _): rect.maxX
      case .rule(let point, let length, _, _): point.x + length
      case .destination, .outline: 0
      }
    }.max() ?? 0
  }

  fileprivate var leftEdge: Double {
    marks.map { mark in
      switch mark {
      case .lines(let paragraph, let range, let point): range.map { point.x + paragraph.lines[$0].x }.min() ?? 0
      case .scene(_, let rect), .fill(let rect, _): rect.minX
      case .rule(let point, _, _, _): point.x
      case .destination, .outline: 0
      }
    }.min() ?? 0
  }
}
