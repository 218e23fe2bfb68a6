import Testing
import Vocabulary

@Suite("CSV records")
struct CSVRecordsTests {
  private func records(_ text: String, delimiter: Character = ",") throws -> [[String]] {
    var reader = CSVRecords(Array(text.utf8), delimiter: delimiter.asciiValue ?? 0)
    var found = [[String]]()
    while let record = try reader.next() { found.append(record.fields.map(\.text)) }
    return found
  }

  private func failure(_ bytes: [UInt8]) -> CSVError? {
    var reader = CSVRecords(bytes)
    do {
      while try reader.next() != nil {}
      return nil
    } catch { return error }
  }

  @Test("the rules of RFC 4180, section 2, hold one by one")
  func rules() throws {
    #expect(try records("aaa,bbb\r\nzzz,yyy\r\n") == [["aaa", "bbb"], ["zzz", "yyy"]])
    #expect(try records("aaa,bbb\r\nzzz,yyy") == [["aaa", "bbb"], ["zzz", "yyy"]])
    #expect(try records(" a , b ") == [[" a ", " b "]])
    #expect(try records("\"aaa\",\"b\r\nbb\",ccc\n") == [["aaa", "b\r\nbb", "ccc"]])
    #expect(try records("\"a\"\"b\",\"\"\"\"") == [["a\"b", "\""]])
  }

  @Test("line ends of three kinds, blank lines, empty fields and a byte order mark are read as they stand")
  func lines() throws {
    #expect(try records("a\rb\nc\r\nd") == [["a"], ["b"], ["c"], ["d"]])
    #expect(try records("a\n\nb\n") == [["a"], [""], ["b"]])
    #expect(try records(",\n,,\n") == [["", ""], ["", "", ""]])
    #expect(try records("\u{FEFF}a,b") == [["a", "b"]])
    #expect(try records("") == [])
    #expect(try records("a;b,c\t;d", delimiter: ";") == [["a", "b,c\t", "d"]])
  }

  @Test("records and fields know their line and their column in characters")
  func places() throws {
    var reader = CSVRecords(Array("é,b\n\"x\ny\",\"z\"\n\nq".utf8))
    let first = try #require(try reader.next())
    #expect(first.line == 1 && first.fields.map(\.column) == [1, 3])
    let second = try #require(try reader.next())
    #expect(second.line == 2 && second.fields.map(\.line) == [2, 3] && second.fields[1].column == 4)
    let blank = try #require(try reader.next())
    #expect(blank.line == 4 && blank.isBlank)
    #expect(try reader.next()?.line == 5)
  }

  @Test("mistakes are found at their line and column")
  func mistakes() {
    #expect(failure(Array("a,b\nc,\"d\n\n".utf8)) == .unclosedQuote(line: 2, column: 3))
    #expect(failure(Array("a\nb,5\" pipe".utf8)) == .strayQuote(line: 2, column: 4))
    #expect(failure(Array("\"a\" ,b".utf8)) == .textAfterQuote(line: 1, column: 4))
    #expect(failure(Array("a,".utf8) + [0xC3, 0x28]) == .invalidText(line: 1, column: 3))
    #expect(failure(Array("a,\"\"\"".utf8)) == .unclosedQuote(line: 1, column: 3))
  }
}
