import Foundation
import Plot
import Testing

@testable import Report

@Suite struct ExerciseTests {
  static let number = Exercise(
    name: "bo", question: "What is the value of Bo, $\\phi_2$?", task: .number,
    hints: ["Look at @tbl:metrics.", "Count orderings."], solution: .answer("0.167 [0.15, 0.184]"),
    because: "Bo is pivotal in *one* ordering of six.",
    sources: [
      .init(
        query: "noisy.auc(case=moons, method=knn) | mean_ci", line: 12,
        origin: Origin([.init(step: "noisy/moons/knn", keys: ["0123456789abcdef", "fedcba9876543210"])], command: "c"))
    ])

  static let choice = Exercise(
    name: "finds", question: "Which finds *more*?", task: .choice(["KNN", "CHG"]),
    hints: ["Compare @exr:bo."], solution: .answer("**b)** CHG."),
    sources: [.init(query: "data.moons.train", line: 14, origin: nil)])

  static let ordering = Exercise(
    name: "sort", question: "Sort.", task: .ordering(["Ada", "Bo", "Cy"]), solution: .answer("**b, c, a**"))

  static let tied = Exercise(
    name: "tied", question: "Which?", task: .choice(["Ada", "Bo"]), solution: .failure("Ada and Bo tie at 0.5."))

  static let document = Document(
    title: "Values", question: "Who?", answer: [.prose(markdown: "See @exr:sort.")],
    blocks: [
      .prose(markdown: "# Games\n## Gloves\nText with @tbl:metrics."), .exercise(number),
      .table(ReportTable(name: "metrics", columns: [.init("a")], rows: [["1"]], caption: "All.")),
      .prose(markdown: "## Nothing here\n# Data"), .exercise(choice), .exercise(ordering), .exercise(tied), .appendix,
      .section(title: "Environment", level: 1), .prose(markdown: "Made here."),
    ])

  @Test(arguments: Layout.allCases) func `exercises read well as Markdown in every layout`(layout: Layout) throws {
    try expectSnapshot(Self.document.markdown(layout), "exercises.\(layout.fileName).md")
  }

  @Test(arguments: Layout.allCases) func `exercises are set alike each time`(layout: Layout) throws {
    let bytes = try Self.document.pdf(layout)
    #expect(bytes == (try Self.document.pdf(layout)))
    if let path = ProcessInfo.processInfo.environment["REPORT_SAMPLE"] {
      try Data(bytes).write(to: URL(filePath: "\(path).\(layout).pdf"))
    }
  }

  @Test func `numbers mean the same in every layout`() {
    let numbers = Layout.allCases.map { layout in
      Manuscript(Self.document, layout).parts.flattened.compactMap { part -> String? in
        if case .exercise(let box) = part { "\(box.reference.name) \(box.label)" } else { nil }
      }
    }
    #expect(numbers[0] == ["bo Exercise 1", "finds Exercise 2", "sort Exercise 3", "tied Exercise 4"])
    #expect(numbers[1] == numbers[0] && numbers[2] == numbers[0])
  }

  @Test func `no answer and no key is in a lecture`() {
    let lecture = Self.document.markdown(.lecture)
    for secret in ["0.167", "pivotal", "**b)**", "b, c, a", "0123456789abcdef", "noisy.auc", "Environment"] {
      #expect(!lecture.contains(secret), "\(secret)")
    }
    #expect(lecture.contains("tie at 0.5"))
    #expect(lecture.contains("Hints\n"))
  }

  @Test func `solutions hold only exercises, under their headings`() {
    let headings = Manuscript(Self.document, .solutions).parts.compactMap { part -> String? in
      switch part {
      case .heading(let heading): heading.number
      case .exercise(let box): box.label
      default: "other"
      }
    }
    #expect(headings == ["1", "1.1", "Exercise 1", "2", "Exercise 2", "Exercise 3", "Exercise 4"])
    #expect(Manuscript(Document(title: "t"), .solutions).parts.count == 1)
  }

  @Test(arguments: Layout.allCases) func `every link inside a document leads somewhere`(layout: Layout) {
    let text = Self.document.markdown(layout)
    let places = Set(text.matches(of: /<a id="([^"]+)">/).map { String($0.1) })
    let links = text.matches(of: /\]\(#([^)]+)\)/).map { String($0.1) }
    #expect(Set(links).isSubset(of: places), "\(links) among \(places)")
    #expect(layout == .solutions || !links.isEmpty)
  }

  @Test func `a table that solutions do not show is cited in words`() {
    #expect(Self.document.markdown(.solutions).contains("Look at Table\u{A0}1."))
    #expect(Self.document.markdown(.lecture).contains("Look at [Table 1](#tbl-metrics)."))
  }

  @Test func `files of figures and tables come once, whatever the layouts`() throws {
    let document = Document(title: "t", blocks: Self.document.blocks + [.figure(Sample.figure("f", caption: ""))])
    let paths = { (layouts: [Layout]) in try document.files(layouts: layouts) { _ in [] }.map(\.path) }
    let all = try paths(Layout.allCases)
    #expect(Set(all).count == all.count)
    #expect(all.prefix(6) == ["report.md", "report.pdf", "lecture.md", "lecture.pdf", "solutions.md", "solutions.pdf"])
    #expect(try paths([.solutions]).dropFirst(2) == all.dropFirst(6))
  }

  @Test func `the order of options depends on the names alone`() {
    let options = ["Ada", "Bo", "Cy", "Di"]
    let order = Exercise.order(of: options, in: "who")
    #expect(order.sorted() == [0, 1, 2, 3])
    let turned = Array(options.reversed())
    #expect(Exercise.order(of: turned, in: "who").map { turned[$0] } == order.map { options[$0] })
    let orders = Set((0..<40).map { Exercise.order(of: options, in: "e\($0)") })
    #expect(orders.count > 10)
    #expect(Exercise.order(of: ["a", "a"], in: "") == [0, 1])
  }

  @Test func `a box is not cut where it fits on a page`() {
    let long = Exercise(
      name: "long", question: String(repeating: "Many words in a row. ", count: 70), task: .number,
      solution: .answer("1"))
    let filler = String(repeating: "Some words of prose. ", count: 140)
    let document = Document(title: "t", blocks: [.prose(markdown: filler), .exercise(long), .prose(markdown: "End.")])
    let pages = PageBreaker.pages(
      of: DocumentSetter(Manuscript(document, .lecture)).items(), height: Typography.textHeight)
    let tinted = pages.map { page in
      page.contains {
        $0.strip.marks.contains { if case .fill(_, Typography.exerciseBar) = $0 { true } else { false } }
      }
    }
    #expect(tinted.count { $0 } == 1 && pages.count > 1)
  }

  @Test(.enabled(if: PDFText.isInstalled, "pdftotext is not installed"))
  func `a PDF says what its layout shows`() throws {
    let texts = try Layout.allCases.map { try PDFText.of(try Self.document.pdf($0)) }
    for (text, layout) in zip(texts, Layout.allCases) {
      #expect(text.contains("Exercise 1") && text.contains("a) KNN"), "\(layout)")
      #expect(text.contains("0.167 [0.15, 0.184]") == (layout != .lecture))
      #expect(text.contains("Environment") == (layout == .paper))
      #expect(text.contains("0123456789abcdef") == (layout == .solutions))
      #expect(text.contains("Hint 2.") == (layout != .lecture))
    }
    #expect(texts[0].contains("Answers to the exercises"))
    #expect(texts[1].contains("Hints"))
    #expect(texts[2].contains("Solutions: Values"))
  }
}
