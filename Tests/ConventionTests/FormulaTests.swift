import Foundation
import Plot
import Report
import Testing
import Vocabulary

@Test("every card's formula can be read and set", arguments: Family.all)
func formulas(_ family: Family) throws {
  for card in family.members.map({ $0.card }) where !card.formula.isEmpty {
    do {
      let scene = Scene(SetFormula(try Formula(tex: card.formula), size: 10, isDisplay: true))
      #expect(scene.width > 0 && scene.width < 1_500, "\(card.name)")
      #expect(!scene.text.contains(".notdef"), "\(card.name) has a sign that the face lacks")
    } catch {
      Issue.record("\(card.name): \(error) in \(card.formula)")
    }
  }
}

@Test("a sheet of all formulas can be made, to be looked at")
func formulaSheet() throws {
  let blocks = Family.all.flatMap(\.members).map { $0.card }.filter { !$0.formula.isEmpty }.map { card in
    Block.prose(markdown: "`\(card.name)` says $$\(card.formula)$$ and in a line of text, $\(card.formula)$.")
  }
  let bytes = try Document(title: "Formulas", blocks: blocks).pdf()
  #expect(bytes.count > 10_000)
  if let path = ProcessInfo.processInfo.environment["FORMULA_SHEET"] { try Data(bytes).write(to: URL(filePath: path)) }
}
