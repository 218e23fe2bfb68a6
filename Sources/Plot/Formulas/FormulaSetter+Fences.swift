import CHarfBuzz
import Vocabulary

extension FormulaSetter {
  /// Delimiters cover this share of what they enclose, and lack at most this share of the type size: TeX's choice.
  private static let (coverage, shortfall) = (0.901, 0.5)

  /// Parts between delimiters that grow with the tallest.
  func fenced(_ parts: [Formula], _ delimiters: [String], _ style: FormulaStyle) -> FormulaBox {
    let boxes = parts.map { box($0, style) }
    let axis = axis(style)
    let reach = boxes.map { max($0.ascent - axis, $0.descent + axis) }.max() ?? 0
    let height = max(2 * reach * Self.coverage, 2 * reach - Self.shortfall * size)
    var result = FormulaBox()
    for (index, sign) in delimiters.enumerated() {
      result.append(delimiter(sign, atLeast: height, style))
      if index < boxes.count {
        result.append(boxes[index])
        result.width += boxes[index].italicCorrection
      }
    }
    return result
  }

  /// `\big` to `\Bigg` as shares of the type size: a hair below the 1.2, 1.8, 2.4 and 3 of Computer Modern, whose sizes the
  /// face has among others.
  private static let fixedHeights = [1.19, 1.79, 2.39, 2.99]

  func fixedDelimiter(_ sign: String, _ size: Int, _ style: FormulaStyle) -> FormulaBox {
    precondition(Self.fixedHeights.indices.contains(size - 1), "a delimiter of size \(size); there are 1 to 4")
    return delimiter(sign, atLeast: Self.fixedHeights[size - 1] * self.size(style), style)
  }

  /// A delimiter of a height in points or more, centred on the axis; an invisible one has TeX's width.
  func delimiter(_ sign: String, atLeast height: Double, _ style: FormulaStyle) -> FormulaBox {
    guard let scalar = sign.unicodeScalars.first else { return FormulaBox(width: 0.12 * size) }
    return centred(tall(scalar, atLeast: height, style), style)
  }

  /// The smallest form of a sign that is high enough: a variant, or one built of pieces; else the largest there is.
  func tall(_ scalar: Unicode.Scalar, atLeast height: Double, _ style: FormulaStyle) -> FormulaBox {
    let (plain, unit) = (font.glyph(scalar), unit(style))
    let variants = font.variants(plain, HB_DIRECTION_TTB)
    if let variant = variants.first(where: { $0.extent * unit >= height }) { return glyph(variant.glyph, style) }
    let pieces = font.pieces(plain)
    if pieces.contains(where: \.repeats) { return built(pieces, height, style) }
    return glyph(variants.last?.glyph ?? plain, style)
  }

  /// Pieces upon each other with as many repeats as the height needs, and then as much overlap as it allows.
  private func built(_ pieces: [FormulaFont.Piece], _ height: Double, _ style: FormulaStyle) -> FormulaBox {
    let (unit, least) = (unit(style), font.leastOverlap)
    let wanted = height / unit
    let sequence = { (repeats: Int) in
      pieces.flatMap { Array(repeating: $0, count: $0.repeats ? repeats : 1) }
    }
    let longest = { (pieces: [FormulaFont.Piece]) in
      pieces.map(\.extent).reduce(0, +) - least * Double(max(0, pieces.count - 1))
    }
    // A formula that is higher than this stands on no page.
    let repeats = (1..<200).first { longest(sequence($0)) >= wanted } ?? 200
    let chosen = sequence(repeats)
    let spare = max(0, longest(chosen) - wanted) / Double(max(1, chosen.count - 1))
    var (result, bottom) = (FormulaBox(), 0.0)
    for (index, piece) in chosen.enumerated() {
      let part = glyph(piece.glyph, style)
      result.place(part, raised: bottom + part.descent)
      result.width = max(result.width, part.width)
      result.ascent = max(result.ascent, bottom + piece.extent * unit)
      guard index + 1 < chosen.count else { break }
      let most = min(piece.connectors.upper, chosen[index + 1].connectors.lower)
      bottom += (piece.extent - max(least, min(least + spare, most))) * unit
    }
    return result
  }
}
