import Testing

@testable import Plot

@Suite("Line breaking")
struct LineBreakerTests {
  /// The numbers of a linear congruential generator: the same in every run.
  struct Numbers {
    var state: UInt64
    mutating func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
  }

  static func pieces(_ count: Int, _ numbers: inout Numbers) -> [LineBreaker.Piece] {
    (0..<count).map { _ in
      var piece = LineBreaker.Piece(width: Double(5 + numbers.next(40)))
      if numbers.next(3) > 0 {
        (piece.blank, piece.stretch, piece.shrink) = (3, 1.5, 1)
      } else {
        (piece.hyphen, piece.isHyphenated, piece.penalty) = (3, true, 50)
      }
      return piece
    }
  }

  /// Every way to cut pieces into lines.
  static func cuts(_ count: Int) -> [[Range<Int>]] {
    (0..<(1 << (count - 1))).map { mask in
      let ends = (1..<count).filter { mask >> ($0 - 1) & 1 == 1 } + [count]
      return zip([0] + ends, ends).map { $0..<$1 }
    }
  }

  @Test("no way to break a short paragraph has fewer demerits") func exhaustive() throws {
    var numbers = Numbers(state: 7)
    var (undivided, hyphenated) = (0, 0)
    for _ in 0..<300 {
      let breaker = LineBreaker(
        pieces: Self.pieces(1 + numbers.next(11), &numbers), width: Double(50 + numbers.next(80)))
      let all = Self.cuts(breaker.pieces.count).compactMap(breaker.demerits)
      let choice = breaker.choice()
      #expect((choice == nil) == all.isEmpty)
      guard let choice, let least = all.min() else { continue }
      // Sums are taken in another order.
      #expect(abs(choice.demerits - least) <= 1e-6 * least)
      let again = try #require(breaker.demerits(of: choice.lines))
      #expect(abs(again - choice.demerits) <= 1e-6 * least)
      let ends = choice.lines.dropLast().map { breaker.pieces[$0.upperBound - 1].isHyphenated }
      if ends.contains(true) { hyphenated += 1 } else { undivided += 1 }
    }
    #expect(undivided > 20 && hyphenated > 20)
  }

  @Test("a word wider than the line cannot be set") func tooWide() {
    #expect(LineBreaker(pieces: [.init(width: 50), .init(width: 101)], width: 100).choice() == nil)
    #expect(LineBreaker(pieces: [.init(width: 100)], width: 100).choice()?.lines == [0..<1])
    #expect(LineBreaker(pieces: [], width: 100).choice()?.lines == [])
  }

  @Test("a loose line is spread over its neighbours") func wholeParagraph() throws {
    // Filled one after the other, the second line would hold one short word in 100 points.
    let widths = [40.0, 28, 26, 20, 90, 95]
    let pieces = widths.map { width in
      var piece = LineBreaker.Piece(width: width)
      (piece.blank, piece.stretch, piece.shrink) = (3, 1.5, 1)
      return piece
    }
    let choice = try #require(LineBreaker(pieces: pieces, width: 100).choice())
    #expect(choice.lines == [0..<2, 2..<4, 4..<5, 5..<6])
  }

  @Test(
    "English words are divided by Liang's patterns, three letters from either end",
    arguments: [
      ("hyphenation", "hyphen-ation"), ("valuation", "val-u-a-tion"), ("contribution", "con-tri-bu-tion"),
      ("formula", "for-mula"), ("data", "data"), ("reader", "reader"), ("Shapley", "Shapley"), ("naïveté", "naïveté"),
      ("cifar10validation", "cifar10validation"), ("", ""),
    ])
  func hyphenation(word: String, divided: String) {
    let letters = Array(word)
    let cuts = [0] + Hyphenation.divisions(of: word) + [letters.count]
    #expect(zip(cuts, cuts.dropFirst()).map { String(letters[$0..<$1]) }.joined(separator: "-") == divided)
  }

  static let style = TextStyle(.serif, size: 10)
  static let text =
    "Values of training examples should tell contributions apart; nevertheless, interpretations of a "
    + "comparatively inconspicuous counterexample, “responsibility” and characteristically long constructions "
    + "(notwithstanding explanations) remain surprisingly controversial."

  func set(_ text: String, _ width: Double, style: TextStyle = style) -> [String] {
    Paragraph([TextRun(text, style: style)], width: width, alignment: .justified).runs.map(\.text).joined()
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  @Test("words are divided at line ends, and nothing is lost") func hyphens() {
    for width in [90.0, 120, 150, 200, 260] {
      let lines = set(Self.text, width)
      let joined = lines.joined(separator: "\n").replacing("-\n", with: "").replacing("\n", with: " ")
      #expect(joined == Self.text)
      #expect(lines.allSatisfy { !$0.hasSuffix(" ") && !$0.hasPrefix(" ") })
    }
    #expect(set(Self.text, 120).contains { $0.hasSuffix("-") })
  }

  @Test("code, names, acronyms, numbers and addresses are not divided") func undivided() {
    let code = TextStyle(.mono, size: 10)
    #expect(set(Self.text, 120, style: code).allSatisfy { !$0.hasSuffix("-") })
    for word in ["Characteristically", "CONTRIBUTIONS", "contributions2", "example.org/contributions"] {
      let text = Array(repeating: word, count: 12).joined(separator: " a ")
      #expect(set(text, 130).allSatisfy { !$0.hasSuffix("-") }, "\(word)")
    }
  }

  @Test("justified lines reach the margin to the last unit, by stretching or shrinking") func margin() {
    let runs = [
      TextRun("An efficient affiliation of ", style: Self.style),
      TextRun("emphasised offices ", style: Self.style.with(isItalic: true)),
      TextRun("and_code ", style: TextStyle(.mono, size: 9)), TextRun(Self.text, style: Self.style),
    ]
    var shrunk = 0
    for width in stride(from: 120.0, to: 400, by: 20) {
      let paragraph = Paragraph(runs, width: width, alignment: .justified)
      // Pango counts in 1024ths of a point.
      for line in paragraph.lines.dropLast() { #expect(abs(line.width - width) < 0.01, "\(width)") }
      let natural = Paragraph(paragraph.runs, width: nil)
      shrunk += natural.lines.dropLast().filter { $0.width > width }.count
    }
    #expect(shrunk > 3)
  }

  @Test("a line end of the text ends a line, which stays as wide as it is") func lineEnds() {
    let paragraph = Paragraph(
      [TextRun("short\n\n" + Self.text, style: Self.style)], width: 300, alignment: .justified)
    #expect(paragraph.lines[0].width < 40 && paragraph.lines[1].width == 0)
    #expect(abs(paragraph.lines[2].width - 300) < 0.01)  // Pango's units
  }

  @Test("a word too wide for the line is broken anywhere, and text from right to left is set as ever") func fallback() {
    let wide = Paragraph(
      [TextRun("a " + String(repeating: "Wide", count: 40) + " word", style: Self.style)], width: 100,
      alignment: .justified)
    #expect(wide.lines.count > 5)
    #expect(wide.lines.allSatisfy { $0.width <= 100.01 })
    #expect(Paragraph([TextRun("שלום and more", style: Self.style)], width: 50, alignment: .justified).lines.count > 1)
  }

  @Test("links and formulas are found where the lines put them") func links() throws {
    let runs = [
      TextRun(Self.text + " ", style: Self.style), TextRun("here", style: Self.style, link: .uri("a")),
      TextRun(" " + Self.text, style: Self.style),
    ]
    let paragraph = Paragraph(runs, width: 150, alignment: .justified)
    let area = try #require(paragraph.linkAreas.first)
    let lines = paragraph.runs.map(\.text).joined().split(separator: "\n").map(String.init)
    #expect(lines[area.line].contains("here"))
    #expect(area.x >= 0 && area.x + area.width <= 150.01 && area.width > 10)
  }
}
