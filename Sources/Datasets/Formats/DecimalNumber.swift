/// Reads decimal numbers from UTF-8 bytes.
enum DecimalNumber {
  /// The number written, spaces around it allowed; `nil` for anything else, for NaN and for infinities.
  ///
  /// Up to 15 digits and ten to the power ±22 the quotient or product of two exact doubles is correctly rounded
  /// (Clinger, PLDI 1990); the rest goes to the standard library.
  static func parse(_ field: ArraySlice<UInt8>) -> Double? {
    let bytes = trimmed(field)
    var index = bytes.startIndex
    let isNegative = bytes.first == UInt8(ascii: "-")
    if isNegative || bytes.first == UInt8(ascii: "+") { index += 1 }
    var (mantissa, digits, decimals, seesPoint) = (0, 0, 0, false)
    while index < bytes.endIndex {
      let byte = bytes[index]
      if byte == UInt8(ascii: "."), !seesPoint {
        seesPoint = true
      } else if (48...57).contains(byte), digits < 15 {
        mantissa = mantissa * 10 + Int(byte - 48)
        digits += 1
        if seesPoint { decimals += 1 }
      } else {
        return slow(bytes)
      }
      index += 1
    }
    guard digits > 0 else { return nil }
    let magnitude = Double(mantissa) / powers[decimals]
    return isNegative ? -magnitude : magnitude
  }

  private static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
  ]

  /// Exponents and long numbers; words such as `nan`, and hexadecimal, are refused.
  private static func slow(_ bytes: ArraySlice<UInt8>) -> Double? {
    let allowed = bytes.allSatisfy { (48...57).contains($0) || "+-.eE".utf8.contains($0) }
    guard allowed, let number = Double(String(decoding: bytes, as: UTF8.self)), number.isFinite else { return nil }
    return number
  }

  /// Without spaces and tabs at both ends.
  static func trimmed(_ field: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
    var field = field
    while let first = field.first, isSpace(first) { field.removeFirst() }
    while let last = field.last, isSpace(last) { field.removeLast() }
    return field
  }
}
