import Testing
import Vocabulary

@testable import Workbench

@Test("the pages of docs/methods are those that the cards give")
func pages() throws {
  let pages = try CardPages.all()
  for page in pages {
    let found = try? Repository.text("docs/methods/\(page.path)")
    #expect(found == page.text, "docs/methods/\(page.path) is out of date: run `make docs`")
  }
  let known = Set(pages.map { "docs/methods/\($0.path)" })
  let files = try Repository.files("docs/methods", ending: ".md").map(\.path)
  #expect(files.filter { !known.contains($0) } == [], "delete them: their components are gone")
}

@Test("a card's page fits into a terminal, without a sign of TeX", arguments: Family.all)
func terminalPages(_ family: Family) throws {
  for card in family.members.map({ $0.card }) {
    let page = try CardPage(card).text
    #expect(!page.contains("\\"), "\(card.name): \(page)")
    #expect(!page.contains("$") && !page.contains("\u{1B}"), "\(card.name): \(page)")
    for line in page.split(separator: "\n") { #expect(line.count <= 88, "\(card.name): \(line)") }
  }
}

@Test("a terminal's headings are bold, and nothing else differs")
func boldHeadings() throws {
  let card = try #require(Registries.catalogue.card(.method, "knn_shapley"))
  let (plain, bold) = (try CardPage(card).text, try CardPage(card, isStyled: true).text)
  #expect(bold.contains("\u{1B}[1mFormula\u{1B}[0m"))
  #expect(bold.replacing("\u{1B}[1m", with: "").replacing("\u{1B}[0m", with: "") == plain)
}

@Test("methods, strategies, tasks, theory checks and games have a worked case")
func workedCases() throws {
  for kind in CardPages.kinds {
    for card in Registries.catalogue.cards[kind] ?? [] {
      let worked = try #require(try WorkedCases.of(card), "\(card.name)")
      #expect(worked == (try WorkedCases.of(card)), "\(card.name) gives other numbers the second time")
      #expect(!worked.rows.isEmpty || !worked.remarks.isEmpty, "\(card.name)")
    }
  }
}

@Test("worked cases show what is known of small games by hand")
func knownCases() throws {
  func values(_ name: String) throws -> [String] {
    let card = try #require(Registries.catalogue.card(.method, name))
    let worked = try #require(try WorkedCases.of(card))
    let column = try #require(worked.columns.firstIndex(of: "value"))
    return worked.rows.map { $0[column] }
  }
  // One left glove and two right ones.
  #expect(try values("exact_shapley") == ["2/3", "1/6", "1/6"])
  #expect(try values("semivalue") == ["3/4", "1/4", "1/4"])
  #expect(try values("loo") == ["1", "0", "0"])
  #expect(try values("kernel_shapley") == ["2/3", "1/6", "1/6"])
}

@Test("pages lead to each other by paths that are there")
func links() throws {
  let pages = try CardPages.all()
  let known = Set(pages.map(\.path))
  for page in pages {
    let folder = page.path.split(separator: "/").dropLast().joined(separator: "/")
    for link in page.text.matches(of: /\]\(([^)]+\.md)\)/).map({ String($0.1) }) {
      let target =
        link.hasPrefix("../") ? String(link.dropFirst(3)) : folder.isEmpty ? link : "\(folder)/\(link)"
      #expect(known.contains(target), "\(page.path) leads to \(link)")
    }
  }
}
