import Testing
import Vocabulary

@Suite("Tables as CSV")
struct TableCSVTests {
  private let table = Table([
    Table.Column("index", .integers([0, .min, .max, 3, 4, 5])),
    Table.Column("f1, macro", unit: "%", .reals([0.1, -0.0, .infinity, -.infinity, .nan, .leastNonzeroMagnitude])),
    Table.Column("is \"flipped\"", .booleans([true, false, true, false, true, false])),
    Table.Column("text", .texts(["", "a,b", "line\nfeed\r\n", "say \"so\"", " naïve ", "\u{FEFF}"])),
  ])

  @Test("names, numbers, flags and texts are written so that anyone can read them")
  func written() {
    let expected = """
      index,"f1, macro","is ""flipped""\",text
      0,0.1,true,""
      -9223372036854775808,-0.0,false,"a,b"
      9223372036854775807,inf,true,"line
      feed\r
      "
      3,-inf,false,"say ""so""\"
      4,,true, naïve \n5,5e-324,false,"\u{FEFF}"

      """
    #expect(String(decoding: table.csvBytes, as: UTF8.self) == expected)
  }

  @Test("a table read back has the same bits")
  func roundTrip() throws {
    let read = try Table(csv: table.csvBytes, columns: table.headers)
    #expect(read.headers == table.headers)
    #expect(read.integers("index") == table.integers("index") && read.texts("text") == table.texts("text"))
    #expect(read.booleans("is \"flipped\"") == table.booleans("is \"flipped\""))
    #expect(read.reals("f1, macro").map(\.bitPattern) == table.reals("f1, macro").map(\.bitPattern))
    #expect(read.csvBytes == table.csvBytes)
  }

  @Test("reals of every size keep their bits")
  func reals() throws {
    var state: UInt64 = 1
    let values = (0..<20_000).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(bitPattern: state)
    }.filter { !$0.isNaN }
    let table = Table([Table.Column("x", .reals(values))])
    let read = try Table(csv: table.csvBytes, columns: table.headers)
    #expect(read.reals("x").map(\.bitPattern) == values.map(\.bitPattern))
  }

  @Test("tables without rows, without columns and with one column of gaps come back")
  func small() throws {
    let gaps = Table([Table.Column("x", .reals([.nan, 1, .nan]))])
    #expect(String(decoding: gaps.csvBytes, as: UTF8.self) == "x\n\"\"\n1.0\n\"\"\n")
    for table in [Table(), Table([Table.Column("a", .texts([])), Table.Column("b", .reals([]))]), gaps] {
      let read = try Table(csv: table.csvBytes, columns: table.headers)
      #expect(read.csvBytes == table.csvBytes && read.headers == table.headers && read.count == table.count)
    }
  }

  @Test("a cell of the wrong type, a short row and other names are told with their place")
  func mistakes() {
    let headers = [Table.Header("a", .integer), Table.Header("b", .real)]
    func failure(_ text: String) -> CSVError? {
      do {
        _ = try Table(csv: Array(text.utf8), columns: headers)
        return nil
      } catch { return error }
    }
    #expect(failure("a,b\n1,2\n3\n") == .fieldCount(line: 3, expected: 2, found: 1))
    #expect(failure("a,b\n1.5,2\n") == .value(line: 2, column: 1, name: "a", expected: .integer, found: "1.5"))
    #expect(failure("a,b\n,2\n") == .value(line: 2, column: 1, name: "a", expected: .integer, found: ""))
    #expect(failure("a,b\n1,1e999\n") == .value(line: 2, column: 3, name: "b", expected: .real, found: "1e999"))
    #expect(failure("a,c\n") == .header(expected: ["a", "b"], found: ["a", "c"]))
    #expect(failure("") == .header(expected: ["a", "b"], found: []))
  }
}
