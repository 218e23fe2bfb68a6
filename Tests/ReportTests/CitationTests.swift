import Plot
import Testing
import Vocabulary

@testable import Report

@Suite struct CitationTests {
  static let source = """
    @article{nn1, author={Jia, Ruoxi and Dao, David and Wang, Boxin}, title={Nearest neighbors}, journal={PVLDB},
      volume=12, number=11, pages={1610-1623}, year=2019, doi={10.14778/3342263.3342637}}
    @inproceedings{jia2019, author={R. Jia and D. Dao and others}, title={A first title}, booktitle={AISTATS},
      year=2019, eprint={1902.10275}}
    @book{owen, author={{\\"O}wen, Guillermo}, title={Game {T}heory, $n$ players}, publisher={Press}, year=1995,
      edition={3rd}, url={https://x.org/a_b}}
    @misc{two, author={de Boer, Jan and Alto, Kim}, title={Why?}, year=2021}
    @misc{nobody, title={The nameless}}
    """

  private func document(_ prose: String, appendix: Bool = false) -> Document {
    Document(
      title: "t",
      blocks: [.prose(markdown: prose)] + (appendix ? [.appendix, .section(title: "Methods", level: 1)] : []),
      bibliography: Bibliography.read(Self.source).bibliography)
  }

  private func text(_ prose: String) -> String {
    let manuscript = Manuscript(document(prose))
    return manuscript.parts.flatMap(\.inlines).map { $0.plainText() }.joined()
  }

  @Test("a work has one letter in every layout, wherever it is cited") func lettersOfLayouts() {
    let exercise = Exercise(
      name: "e", question: "See [@nn1].", task: .number, hints: [], solution: .answer("1"), because: "", sources: [])
    let document = Document(
      title: "t", blocks: [.prose(markdown: "As @jia2019 shows."), .exercise(exercise)],
      bibliography: Bibliography.read(Self.source).bibliography)
    #expect(document.markdown(.solutions).contains("[Jia et al., 2019b](#ref-nn1)"))
    #expect(document.markdown().contains("[Jia et al., 2019b](#ref-nn1)"))
    #expect(!document.markdown(.solutions).contains("A first title"))
  }

  @Test(arguments: [
    ("a [@two].", "a (de Boer and Alto, 2021).References"),
    ("[@owen; @two, p. 3]", "(Öwen, 1995; de Boer and Alto, 2021, p. 3)References"),
    ("As @jia2019 and @nn1 show", "As Jia et al. (2019a) and Jia et al. (2019b) showReferences"),
    ("[@nn1]", "(Jia et al., 2019)References"), ("[@nobody]", "(The nameless, n.d.)References"),
    ("[@two,\n  Theorem 2;\n @owen]", "(de Boer and Alto, 2021, Theorem 2; Öwen, 1995)References"),
    ("`[@two]` $[@two]$ \\@two me@two.org @unknown [@unknown]", "[@two] [@two] @two me@two.org @unknown [@unknown]"),
    ("*[@two]*: [x @two](y.csv)", "(de Boer and Alto, 2021): x @twoReferences"),
    ("[@two](x.csv)", "@two"), ("- [@two]\n\n> @two\n\n| a |\n|---|\n| @two |", ""),
  ])
  func `Citations read as author and year`(prose: String, expected: String) {
    if expected.isEmpty {
      #expect(text(prose).components(of: "de Boer and Alto") == 3)
    } else {
      #expect(text(prose) == expected)
    }
  }

  @Test func `Each citation leads to its entry`() {
    let manuscript = Manuscript(document("[@two, p. 3] and @owen"))
    #expect(
      manuscript.parts.first?.inlines == [
        .text("("), .link([.text("de Boer and Alto, 2021")], uri: "#ref-two"), .text(", p. 3) and "),
        .link([.text("Öwen (1995)")], uri: "#ref-owen"),
      ])
  }

  @Test func `Works are sorted by author, year and title, and those that nothing cites are left out`() {
    let manuscript = Manuscript(document("[@owen; @nobody; @nn1; @jia2019]"))
    #expect(manuscript.cited.works.map(\.entry.key) == ["jia2019", "nn1", "owen", "nobody"])
    #expect(manuscript.cited.works.map(\.year) == ["2019a", "2019b", "1995", "n.d."])
  }

  @Test func `The list reads well as Markdown and stands before the appendix`() throws {
    try expectSnapshot(
      document("By [@nn1; @jia2019; @owen; @two; @nobody].", appendix: true).markdown(), "references.md")
  }

  @Test func `Without a citation there is no list`() {
    #expect(!document("None.").markdown().contains("References"))
    #expect(Document(title: "t", blocks: [.prose(markdown: "[@two]")]).markdown() == "# t\n\n\\[@two]\n")
  }

  @Test func `The pages have the works as places, with an entry of the outline`() throws {
    let manuscript = Manuscript(document("By [@nn1; @owen] and @two.", appendix: true))
    let marks = DocumentSetter(manuscript).items().flatMap { item -> [Strip.Mark] in
      if case .text(let strips, _) = item { strips.flatMap(\.marks) } else { [] }
    }
    let places = marks.compactMap { if case .destination(let name) = $0 { name } else { nil } }
    #expect(places == ["sec-references", "ref-two", "ref-nn1", "ref-owen", "sec-1"])
    let outline = marks.compactMap { if case .outline(let title, _, _) = $0 { title } else { nil } }
    #expect(outline == ["References", "A Methods"])
    // Cairo refuses links to places that are not there.
    #expect(try !document("By [@nn1; @owen] and @two.").pdf().isEmpty)
  }

  @Test func `Lines but the first of a work are set further in`() throws {
    let manuscript = Manuscript(document("[@nn1]"))
    let work = try #require(manuscript.cited.works.first)
    var setter = BlockSetter(runs: RunSetter(labels: [:]))
    setter.width = 200
    let strips = setter.work(work)
    let left = strips.compactMap { strip -> Double? in
      guard case .lines(let paragraph, let range, let point)? = strip.marks.first else { return nil }
      return point.x + paragraph.lines[range.lowerBound].x
    }
    #expect(left.count > 2 && left[0] == 0)
    // Pango counts in 1/1024 of a point.
    #expect(left.dropFirst().allSatisfy { abs($0 - Typography.hangingIndent) < 0.01 })
  }
}

extension String {
  fileprivate func components(of part: String) -> Int { ranges(of: part).count }
}
