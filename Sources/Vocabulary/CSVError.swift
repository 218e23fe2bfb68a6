/// Why bytes are not the CSV they should be; lines and columns (in characters) count from 1.
public enum CSVError: Error, Hashable, Sendable {
  case unclosedQuote(line: Int, column: Int)
  /// A quote inside a field that does not begin with one.
  case strayQuote(line: Int, column: Int)
  case textAfterQuote(line: Int, column: Int)
  /// Bytes that are not UTF-8.
  case invalidText(line: Int, column: Int)
  case header(expected: [String], found: [String])
  case fieldCount(line: Int, expected: Int, found: Int)
  case value(line: Int, column: Int, name: String, expected: Table.ValueType, found: String)
}

extension CSVError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unclosedQuote(let line, let column):
      "line \(line), column \(column): the quote opened here is never closed"
    case .strayQuote(let line, let column):
      "line \(line), column \(column): a quote inside an unquoted field; "
        + "put the whole field in quotes and double the quotes within"
    case .textAfterQuote(let line, let column):
      "line \(line), column \(column): expected a delimiter or the end of the line after a closing quote"
    case .invalidText(let line, let column):
      "line \(line), column \(column): the field is not valid UTF-8; save the file as UTF-8"
    case .header(let expected, let found):
      "line 1: expected the columns \(expected.joined(separator: ", ")); found \(found.joined(separator: ", "))"
    case .fieldCount(let line, let expected, let found):
      "line \(line): expected \(expected) fields, found \(found)"
    case .value(let line, let column, let name, let expected, let found):
      "line \(line), column \(column): '\(name)' expected \(expected.phrase), found '\(found)'"
    }
  }
}
