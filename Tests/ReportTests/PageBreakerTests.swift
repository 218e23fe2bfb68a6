import Testing

@testable import Report

@Suite struct PageBreakerTests {
  /// A strip that can be told apart by its destination.
  private func strip(_ name: String, _ height: Double, mayBeginPage: Bool = true) -> Strip {
    Strip(height: height, mayBeginPage: mayBeginPage, marks: [.destination(name)])
  }

  private func names(_ pages: [[PageBreaker.Placed]]) -> [[String]] {
    pages.map { page in
      page.flatMap { placed in
        placed.strip.marks.compactMap { if case .destination(let name) = $0 { name } else { nil } }
      }
    }
  }

  @Test func `Text fills the gap that a figure leaves`() {
    let items: [FlowItem] = [
      .text([strip("a", 60)]), .float(strip("F", 50)), .text([strip("b", 20)]), .float(strip("G", 10)),
      .text([strip("c", 20), strip("d", 20)]),
    ]
    #expect(names(PageBreaker.pages(of: items, height: 100)) == [["a", "b", "c"], ["F", "G", "d"]])
  }

  @Test func `A heading stays with what follows`() {
    let items: [FlowItem] = [
      .text([strip("a", 75)]), .text([strip("H", 10)], keepsWithNext: true),
      .text([strip("h", 10)], keepsWithNext: true),
      .text([strip("b", 20)]),
    ]
    #expect(names(PageBreaker.pages(of: items, height: 100)) == [["a"], ["H", "h", "b"]])
  }

  @Test func `A heading before a figure takes the text after it or moves along`() {
    let head: [FlowItem] = [
      .text([strip("a", 50)]), .text([strip("H", 10)], keepsWithNext: true), .float(strip("F", 60)),
    ]
    #expect(
      names(PageBreaker.pages(of: head + [.text([strip("b", 20)])], height: 100)) == [["a", "H", "b"], ["F"]])
    #expect(
      names(PageBreaker.pages(of: head + [.text([strip("b", 60)])], height: 100)) == [["a"], ["H", "F"], ["b"]])
    #expect(names(PageBreaker.pages(of: head, height: 100)) == [["a"], ["H", "F"]])
  }

  @Test func `What belongs together stands on one page with its heading where it fits on one`() {
    let group: FlowItem = .together([.text([strip("b", 20), strip("c", 20)]), .float(strip("F", 30))])
    let head: [FlowItem] = [.text([strip("a", 75)]), .text([strip("H", 10)], keepsWithNext: true)]
    #expect(
      names(PageBreaker.pages(of: head + [group, .text([strip("d", 10)])], height: 100)) == [
        ["a"], ["H", "b", "c", "F", "d"],
      ])
    #expect(names(PageBreaker.pages(of: [group] + head, height: 160)) == [["b", "c", "F", "a", "H"]])
    #expect(
      names(PageBreaker.pages(of: [.text([strip("a", 75)]), .float(strip("W", 75)), group], height: 100)) == [
        ["a"], ["W"], ["b", "c", "F"],
      ], "a figure that waits comes before the group's own")
  }

  @Test func `What belongs together is parted rather than leave much of a page empty`() {
    let group: FlowItem = .together([.text([strip("b", 20), strip("c", 20)]), .float(strip("F", 30))])
    let head: [FlowItem] = [.text([strip("a", 40)]), .text([strip("H", 10)], keepsWithNext: true)]
    #expect(
      names(PageBreaker.pages(of: head + [group, .text([strip("d", 10)])], height: 100)) == [
        ["a", "H", "b", "c", "d"], ["F"],
      ])
  }

  @Test func `What belongs together but is taller than a page is set as if it stood alone`() {
    let head: [FlowItem] = [.text([strip("a", 40)]), .text([strip("H", 10)], keepsWithNext: true)]
    let parts: [FlowItem] = [.text([strip("b", 30), strip("c", 40)]), .float(strip("F", 50))]
    #expect(
      names(PageBreaker.pages(of: head + [.together(parts)], height: 100))
        == names(PageBreaker.pages(of: head + parts, height: 100)))
  }

  @Test func `Strips that may not begin a page pull the ones before along`() {
    let lines = [
      strip("1", 10), strip("2", 10, mayBeginPage: false), strip("3", 10), strip("4", 10, mayBeginPage: false),
    ]
    let pages = PageBreaker.pages(of: [.text([strip("a", 75)]), .text(lines)], height: 108)
    #expect(names(pages) == [["a", "1", "2"], ["3", "4"]])
  }

  @Test func `A cut table repeats its heading, closes its first part and lets figures pass`() {
    let continuation = Strip.Continuation(head: [strip("head again", 10)], closing: .destination("rule"))
    var rows = (0..<6).map { strip("\($0)", 20) }
    for index in 1..<6 { rows[index].continuation = continuation }
    let items: [FlowItem] = [.text([strip("head", 10)] + rows)]
    #expect(
      names(PageBreaker.pages(of: items, height: 90)) == [
        ["head", "0", "1", "2", "3", "rule"], ["head again", "4", "5"],
      ])
    let waiting: [FlowItem] = [.text([strip("a", 40)]), .float(strip("F", 60))]
    #expect(
      names(PageBreaker.pages(of: waiting + items, height: 90)) == [
        ["a", "head", "0", "1", "rule"], ["F", "head again", "2", "rule"], ["head again", "3", "4", "5"],
      ])
  }

  @Test func `Random documents are set completely, in order and inside the page`() {
    var random = Numbers(state: 4)
    for _ in 0..<500 {
      var (items, text, floats, headings) = ([FlowItem](), [String](), [String](), Set<String>())
      for index in 0..<Int(1 + random.next() % 30) {
        let name = "\(index)"
        switch random.next() % 5 {
        case 0:
          floats.append(name)
          items.append(.float(strip(name, Double(5 + random.next() % 85))))
        case 1:
          floats.append(name)
          text.append(name + "t")
          let members: [FlowItem] = [
            .text([strip(name + "t", Double(5 + random.next() % 60))]),
            .float(strip(name, Double(5 + random.next() % 60))),
          ]
          items.append(.together(members))
        case 2:
          text.append(name)
          headings.insert(name)
          items.append(.text([strip(name, 5)], keepsWithNext: true))
        default:
          let lines = (0..<Int(1 + random.next() % 12)).map { "\(name).\($0)" }
          text += lines
          items.append(.text(lines.map { strip($0, 6, mayBeginPage: !$0.hasSuffix(".1")) }))
        }
      }
      let pages = PageBreaker.pages(of: items, height: 100)
      let placed = names(pages).flatMap { $0 }
      #expect(placed.filter { !floats.contains($0) } == text)
      #expect(placed.filter { floats.contains($0) } == floats)
      for page in pages {
        for (upper, lower) in zip(page, page.dropFirst()) { #expect(upper.y + upper.strip.height <= lower.y + 1e-9) }
        // Chains of headings with a tall figure may be taller than a page; such a page holds nothing else.
        let bottom = page.last.map { $0.y + $0.strip.height } ?? 0
        #expect(bottom <= 100.01 || names([page])[0].dropLast().allSatisfy(headings.contains))
      }
      for page in names(pages) where page.last != placed.last && page.last != text.last {
        #expect(!headings.contains(page.last ?? ""), "a page ends with a heading")
      }
    }
  }
}
