/// Cairo numbers surfaces and pictures through the whole process, which would make the bytes depend on what came before.
enum SVGIdentifiers {
  private static let prefixes = ["surface", "image", "source", "mask"].map { Array($0.utf8) }

  /// The same SVG with such numbers counted from 0 in the order of their first use.
  static func renumbered(_ svg: [UInt8]) -> [UInt8] {
    var numbers: [[UInt8]: Int] = [:]
    var output: [UInt8] = []
    output.reserveCapacity(svg.count)
    var index = 0
    while index < svg.count {
      guard let end = identifierEnd(svg, at: index) else {
        output.append(svg[index])
        index += 1
        continue
      }
      let identifier = Array(svg[index..<end])
      let number = numbers[identifier] ?? numbers.count
      numbers[identifier] = number
      output += identifier.prefix { !isDigit($0) } + Array("\(number)".utf8)
      index = end
    }
    return output
  }

  /// Where an identifier that begins at an index ends; it stands after a quotation mark or a hash sign.
  private static func identifierEnd(_ svg: [UInt8], at index: Int) -> Int? {
    guard index > 0, svg[index - 1] == UInt8(ascii: "\"") || svg[index - 1] == UInt8(ascii: "#"),
      let prefix = prefixes.first(where: { svg[index...].starts(with: $0) })
    else { return nil }
    let digits = svg[(index + prefix.count)...].prefix(while: isDigit)
    return digits.isEmpty ? nil : digits.endIndex
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
}
