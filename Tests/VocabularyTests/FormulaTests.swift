import Testing
import Vocabulary

@Suite struct FormulaTests {
  @Test func `Letters are italic, digits and names upright`() throws {
    #expect(try Formula(tex: "x") == .symbol("𝑥", .ordinary))
    #expect(try Formula(tex: "h") == .symbol("ℎ", .ordinary))
    #expect(try Formula(tex: "2") == .symbol("2", .ordinary))
    #expect(try Formula(tex: #"\mathrm d"#) == .symbol("d", .ordinary))
    #expect(try Formula(tex: #"\varepsilon"#) == .symbol("𝜀", .ordinary))
    #expect(try Formula(tex: #"\Omega"#) == .symbol("Ω", .ordinary))
    #expect(try Formula(tex: #"\mathbb R"#) == .symbol("ℝ", .ordinary))
    #expect(try Formula(tex: #"\mathcal L"#) == .symbol("ℒ", .ordinary))
    #expect(try Formula(tex: #"\boldsymbol\theta"#) == .symbol("𝜽", .ordinary))
    #expect(try Formula(tex: #"\mathbb 1"#) == .symbol("𝟙", .ordinary))
    #expect(try Formula(tex: "-") == .symbol("−", .binary))
  }

  @Test func `Scripts stand in either order, and a prime with a number above`() throws {
    let both = Formula.scripted(
      .symbol("𝑥", .ordinary), below: .symbol("𝑖", .ordinary), above: .symbol("2", .ordinary), .beside)
    #expect(try Formula(tex: "x_i^2") == both)
    #expect(try Formula(tex: "x^2_{i}") == both)
    let primed = Formula.row([.symbol("′", .ordinary), .symbol("2", .ordinary)])
    #expect(try Formula(tex: "x'^2") == .scripted(.symbol("𝑥", .ordinary), below: nil, above: primed, .beside))
  }

  @Test func `Limits follow the operator and the word after it`() throws {
    let limits = { (tex: String) -> Formula.Limits? in
      if case .scripted(_, _, _, let limits)? = try? Formula(tex: tex) { limits } else { nil }
    }
    #expect(limits(#"\sum_i"#) == .stackedInDisplays)
    #expect(limits(#"\int_0"#) == .beside)
    #expect(limits(#"\int\limits_0"#) == .stacked)
    #expect(limits(#"\max\nolimits_i"#) == .beside)
    #expect(limits(#"\operatorname*{arg\,max}_i"#) == .stackedInDisplays)
    #expect(limits(#"\log_2"#) == .beside)
  }

  @Test func `Names keep the spaces asked for and drop the others`() throws {
    #expect(try Formula(tex: #"\operatorname{arg\,max}"#) == .name("arg\u{2009}max"))
    #expect(try Formula(tex: #"\operatorname{a b}"#) == .name("ab"))
    #expect(try Formula(tex: #"\text{if $}"#.replacing("$", with: "so")) == .text("if so"))
  }

  @Test func `Fractions take digits as arguments`() throws {
    let half = Formula.fraction(.symbol("1", .ordinary), .symbol("2", .ordinary), style: nil)
    #expect(try Formula(tex: #"\frac12"#) == half)
    #expect(try Formula(tex: #"\frac{1}{2}"#) == half)
  }

  @Test func `Rows of an alignment end with their last line`() throws {
    guard case .grid(let grid) = try Formula(tex: #"\begin{aligned} a &= b \\[2pt] c &= d \\ \end{aligned}"#) else {
      Issue.record("no grid")
      return
    }
    #expect(grid.rows.map(\.count) == [2, 2])
    #expect((0..<4).map { grid.alignment($0) } == [.right, .left, .right, .left])
  }

  @Test(arguments: [
    (#"\fooo"#, 0..<5, "unknown command '\\fooo'"), ("a + {b", 4..<5, "this '{' is never closed"),
    ("a}", 1..<2, "this '}' closes nothing"), ("a & b", 2..<3, "'&' stands outside an alignment"),
    (#"a \\ b"#, 2..<4, #"'\\' stands outside an alignment"#),
    ("x^a^b", 3..<4, "a second superscript of the same letter"),
    ("x_a_b", 3..<4, "a second subscript of the same letter"), ("x^", 1..<2, "'^' lacks an argument"),
    (#"\frac{a}"#, 0..<5, #"\frac lacks an argument"#), (#"\left( x"#, 0..<5, #"'\left' without '\right'"#),
    (#"x \right)"#, 2..<8, #"'\right' without '\left'"#),
    (#"\left x"#, 0..<5, #"\left needs a delimiter, such as '(' or '\{'"#),
    (#"\begin{matrx} a \end{matrx}"#, 7..<12, "unknown environment 'matrx'"),
    (#"\begin{cases} a"#, 0..<6, #"'\begin{cases}' is never ended"#),
    (#"\begin{cases} a \end{matrix}"#, 21..<27, #"'\begin{cases}' is ended by '\end{matrix}'"#),
    (#"\end{cases}"#, 0..<4, #"'\end' without '\begin'"#), (#"\sqrt[3 x"#, 5..<6, "this '[' is never closed"),
    ("5 %", 2..<3, "'%' has a meaning of its own in TeX"), ("é", 0..<1, "'é' is no sign of formulas"),
    (#"\text{a \phi}"#, 8..<12, #"'\phi' cannot stand among words"#),
    (#"\text{中}"#, 6..<7, "the letter '中' is in no mathematical font"),
    (#"\operatorname x"#, 0..<13, #"'\operatorname' needs words in braces"#),
    (#"\not x"#, 0..<4, #"'\not' cannot strike this out"#),
    (#"x\limits_i"#, 1..<8, #"'\limits' must follow a large operator"#),
    ("a\\", 1..<2, "a backslash ends the formula"),
  ])
  func `Mistakes are told with their place`(tex: String, place: Range<Int>, message: String) {
    #expect {
      try Formula(tex: tex)
    } throws: { error in
      guard let error = error as? FormulaError else { return false }
      return error.range == place && error.message == message
    }
  }

  @Test func `Depth is bounded`() {
    for deep in ["{", "\\hat", "x^\\frac", "\\left(", "\\displaystyle", "\\sqrt[", "\\not", "\\begin{matrix}"] {
      let error = #expect(throws: FormulaError.self) { try Formula(tex: String(repeating: deep, count: 10_000)) }
      #expect(error.map { !$0.range.isEmpty } ?? false, "\(deep)")
    }
  }

  @Test func `Random texts are read or refused, never more`() {
    var random: UInt64 = 7
    func next(_ bound: Int) -> Int {
      random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((random >> 33) % UInt64(bound))
    }
    let tokens =
      #"\frac \sum \left( \right) \left. \middle| \begin{cases} \end{cases} \begin{aligned} \end{aligned} & \\ { } ^ _ ' \text{a} \operatorname* \operatorname{b} [ ] \sqrt \limits \hat \bigl( \bigr \mathbb \displaystyle \not = x 2 + ~ $ % \ \, \phi \begin \end \quad \pmod"#
      .split(separator: " ").map(String.init)
    for round in 0..<4_000 {
      let text =
        round % 2 == 0
        ? String(decoding: (0..<next(40)).map { _ in UInt8(next(256)) }, as: UTF8.self)
        : (0..<next(25)).map { _ in tokens[next(tokens.count)] }.joined(separator: next(2) == 0 ? " " : "")
      do {
        _ = try Formula(tex: text)
      } catch {
        #expect(error.range.upperBound <= text.unicodeScalars.count && !error.message.isEmpty, "\(text)")
      }
    }
  }

  @Test func `Formulas are found in Markdown as its readers find them`() {
    let found = { (text: String) -> [String] in
      let scalars = Array(text.unicodeScalars)
      return FormulaSpans.all(in: scalars).map { String(String.UnicodeScalarView(scalars[$0])) }
    }
    #expect(found("a $x$ and $$y$$, `$z$`, \\$5") == ["x", "y"])
    #expect(found("$a\n\nb$ c") == [])
    #expect(found("- costs $5\n- costs $6") == [])
    #expect(found("```\n$a$\n```\n$b$") == ["b"])
    #expect(found("| a | b |\n|---|---|\n| $5 | $6 |\n| $|x|$ |") == [])
    #expect(found("| $5 | $6 |") == ["5 | "])
    #expect(found("$\\text{a\\$}$") == ["\\text{a\\$}"])
    #expect(found("$a `b$` c$ and `$x`$") == ["a `b$` c"])
    #expect(found("    $a$\n\n> - $b$\n>\n>       $c$\n\n[$d$](x$y$z)") == ["b", "d"])
  }
}
