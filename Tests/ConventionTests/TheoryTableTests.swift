import Evaluation
import Testing
import Vocabulary

/// What a check wrote is read from its golden file: a line for each column, such as `curves.points[12]`.
@Test("a theory check's tables have the columns that its card declares", arguments: theoryChecks.map { $0.card.name })
func theoryTables(_ name: String) throws {
  let card = try #require(theoryChecks.map { $0.card }.first { $0.name == name })
  let golden = try Repository.text("Tests/ConventionTests/Goldens/theory.\(name)@\(card.revision).txt")
  let written = golden.split(separator: "\n").compactMap { line in
    line.prefixMatch(of: /([a-z_]+)\.([^\[]+)\[/).map { (table: String($0.1), column: String($0.2)) }
  }
  #expect(!card.tables.isEmpty)
  for table in card.tables {
    #expect(table.columns.map(\.name) == written.filter { $0.table == table.name }.map(\.column), "\(table.name)")
    #expect(table.columns.contains { !$0.isDimension }, "\(table.name) finds nothing")
  }
}
