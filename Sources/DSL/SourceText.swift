/// The text of a study under the name the user gave it, cut into lines.
public struct SourceText: Sendable {
  /// The file as the user named it, or the option (`--set`, `--profile`) the text came from.
  public let name: String
  /// Every scalar but a leading byte order mark: places are offsets into this.
  let scalars: [Unicode.Scalar]
  /// Offsets of the first scalar of each line; never empty.
  let lineStarts: [Int]

  /// Takes a text at hand. O(length).
  public init(name: String, text: String) {
    self.name = name
    var scalars = Array(text.unicodeScalars)
    if scalars.first == "\u{FEFF}" { scalars.removeFirst() }
    self.scalars = scalars
    lineStarts = Self.lineStarts(of: scalars)
  }

  /// The whole text, without a byte order mark.
  public var text: String { String(String.UnicodeScalarView(scalars)) }

  /// The number of lines; an empty text has one.
  public var lineCount: Int { lineStarts.count }

  /// Lines end at LF, CR LF or CR, as editors count them.
  private static func lineStarts(of scalars: [Unicode.Scalar]) -> [Int] {
    var starts = [0]
    for (index, scalar) in scalars.enumerated() {
      let endsPair = scalar == "\n"
      let standsAlone = scalar == "\r" && !(index + 1 < scalars.count && scalars[index + 1] == "\n")
      if endsPair || standsAlone { starts.append(index + 1) }
    }
    return starts
  }

  /// The line and column, from 1, of an offset; the end of the text is a position too. O(log lines).
  func position(of offset: Int) -> (line: Int, column: Int) {
    var (low, high) = (0, lineStarts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return (low + 1, offset - lineStarts[low] + 1)
  }

  /// The scalars of a line, counted from 1, without its break.
  func line(_ number: Int) -> ArraySlice<Unicode.Scalar> {
    guard lineStarts.indices.contains(number - 1) else { return [] }
    let start = lineStarts[number - 1]
    var end = number < lineStarts.count ? lineStarts[number] : scalars.count
    while end > start, scalars[end - 1] == "\n" || scalars[end - 1] == "\r" { end -= 1 }
    return scalars[start..<end]
  }

  /// Where a file lies that the text names.
  func path(to file: String) -> String { file.hasPrefix("/") ? file : folder + file }

  /// The folder of the file, with its closing slash, or "" for the current one.
  var folder: String {
    guard let slash = name.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "" }
    return String(name[...slash])
  }
}
