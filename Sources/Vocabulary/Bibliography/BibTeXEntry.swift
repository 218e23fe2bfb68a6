/// An entry as it is written, fields in order and strings put in.
struct BibTeXEntry {
  /// In small letters.
  let kind: String
  let kindPlace: Range<Int>
  let key: String
  let keyPlace: Range<Int>
  var fields: [Field] = []

  struct Field {
    /// In small letters.
    let name: String
    let place: Range<Int>
    let value: [BibTeXLetter]
  }

  /// The first field of some names that has a value.
  func field(_ names: [String]) -> Field? {
    for name in names {
      if let field = fields.first(where: { $0.name == name && !$0.isBlank }) { return field }
    }
    return nil
  }
}

extension BibTeXEntry.Field {
  var isBlank: Bool { value.allSatisfy { BibTeXReader.isBlank($0.scalar) || $0.scalar == "{" || $0.scalar == "}" } }

  /// Where a stretch of the value stands, or the field's name where it is empty.
  func place(_ range: Range<Int>) -> Range<Int> {
    guard range.lowerBound < value.count else { return place }
    let first = value[range.lowerBound].place
    let last = value[max(range.lowerBound, min(range.upperBound, value.count) - 1)].place
    return first.lowerBound..<max(first.upperBound, last.upperBound)
  }
}

/// A scalar of a value, and where it came from; what a `@string` put in stands where that is named.
struct BibTeXLetter: Hashable {
  let scalar: Unicode.Scalar
  let place: Range<Int>

  init(_ scalar: Unicode.Scalar, at offset: Int, length: Int = 1) {
    (self.scalar, place) = (scalar, offset..<offset + length)
  }
}
