import CMD4C
import Vocabulary

/// Reads CommonMark with pipe tables, strikethrough, bare addresses and `$TeX$`; raw HTML stays text. Any text is valid.
enum ProseReader {
  /// The blocks of a text but for the definitions of its footnotes. O(length) for ordinary prose.
  static func blocks(_ markdown: String) -> [ProseBlock] {
    let tree = ProseTree()
    var text = FootnoteText(markdown).body
    let result = text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { parse($0, into: tree) }
    }
    precondition(result == 0, "md4c ran out of memory on \(markdown.utf8.count) bytes")
    return tree.finish()
  }

  /// The inlines of a text meant to be one paragraph, such as a caption; further blocks follow after a space.
  static func inlines(_ markdown: String) -> [Inline] {
    let paragraphs = blocks(markdown).map { block -> [Inline] in
      if case .code(let text, _) = block { [.code(text)] } else { block.inlines }
    }
    return Array(paragraphs.filter { !$0.isEmpty }.joined(separator: [Inline.softBreak]))
  }

  private static func parse(_ text: UnsafeBufferPointer<CChar>, into tree: ProseTree) -> Int32 {
    precondition(text.count < Int(UInt32.max), "prose of \(text.count) bytes; md4c reads up to \(UInt32.max)")
    guard let base = text.baseAddress else { return 0 }
    tree.source = text
    var parser = MD_PARSER()
    parser.flags = UInt32(
      MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_PERMISSIVEURLAUTOLINKS | MD_FLAG_LATEXMATHSPANS
        | MD_FLAG_NOHTMLBLOCKS | MD_FLAG_NOHTMLSPANS)
    parser.enter_block = { type, detail, tree in forward(tree) { $0.open(type.part(detail)) } }
    parser.leave_block = { _, _, tree in forward(tree) { $0.close() } }
    parser.enter_span = { type, detail, tree in forward(tree) { $0.open(type.part(detail)) } }
    parser.leave_span = { _, _, tree in forward(tree) { $0.close() } }
    parser.text = { type, text, size, tree in
      let bytes = UnsafeRawBufferPointer(start: text, count: Int(size))
      if type == MD_TEXT_NORMAL, size == 1, bytes[0] == UInt8(ascii: "@") {
        return forward(tree) { $0.isEscaped(text) ? $0.addPlainAt() : $0.add("@") }
      }
      return forward(tree) { $0.add(String(decoding: bytes, as: UTF8.self), type) }
    }
    return md_parse(base, MD_SIZE(text.count), &parser, Unmanaged.passUnretained(tree).toOpaque())
  }
}

/// Hands an event to the tree that md4c carries along.
private func forward(_ tree: UnsafeMutableRawPointer?, _ body: (ProseTree) -> Void) -> Int32 {
  guard let tree else { return 1 }
  body(Unmanaged<ProseTree>.fromOpaque(tree).takeUnretainedValue())
  return 0
}

extension ProseTree {
  /// Whether a backslash that is none itself stands before a sign of the source.
  fileprivate func isEscaped(_ sign: UnsafePointer<CChar>?) -> Bool {
    guard let source, let base = source.baseAddress, let sign, sign > base, sign < base + source.count else {
      return false
    }
    var count = 0
    while sign - count > base, (sign - count - 1).pointee == CChar(bitPattern: UInt8(ascii: "\\")) { count += 1 }
    return count % 2 == 1
  }

  fileprivate func add(_ text: String, _ type: MD_TEXTTYPE) {
    switch type {
    case MD_TEXT_NULLCHAR: add("\u{FFFD}")
    case MD_TEXT_BR: add(.hardBreak)
    case MD_TEXT_SOFTBR: add(.softBreak)
    case MD_TEXT_ENTITY: add(Entity.text(text))
    case MD_TEXT_CODE, MD_TEXT_LATEXMATH: addLiteral(text)
    default: add(text)
    }
  }
}

extension MD_BLOCKTYPE {
  fileprivate func part(_ detail: UnsafeMutableRawPointer?) -> ProseTree.Part {
    switch self {
    case MD_BLOCK_QUOTE: .quote
    case MD_BLOCK_UL: .list(start: nil, isTight: detail.read(MD_BLOCK_UL_DETAIL.self)?.is_tight != 0)
    case MD_BLOCK_OL:
      .list(
        start: detail.read(MD_BLOCK_OL_DETAIL.self).map { Int($0.start) } ?? 1,
        isTight: detail.read(MD_BLOCK_OL_DETAIL.self)?.is_tight != 0)
    case MD_BLOCK_LI: .item
    case MD_BLOCK_HR: .rule
    case MD_BLOCK_H: .heading(level: detail.read(MD_BLOCK_H_DETAIL.self).map { Int($0.level) } ?? 1)
    case MD_BLOCK_CODE: .code(language: detail.read(MD_BLOCK_CODE_DETAIL.self)?.lang.string ?? "")
    case MD_BLOCK_P, MD_BLOCK_HTML: .paragraph
    case MD_BLOCK_TABLE: .table
    case MD_BLOCK_TR: .row
    case MD_BLOCK_TH, MD_BLOCK_TD: .cell(detail.read(MD_BLOCK_TD_DETAIL.self)?.align.alignment ?? .left)
    default: .group
    }
  }
}

extension MD_SPANTYPE {
  fileprivate func part(_ detail: UnsafeMutableRawPointer?) -> ProseTree.Part {
    switch self {
    case MD_SPAN_EM: .emphasis
    case MD_SPAN_STRONG: .strong
    case MD_SPAN_DEL: .strikethrough
    case MD_SPAN_A: .link(uri: detail.read(MD_SPAN_A_DETAIL.self)?.href.string ?? "")
    case MD_SPAN_IMG: .image(uri: detail.read(MD_SPAN_IMG_DETAIL.self)?.src.string ?? "")
    case MD_SPAN_CODE: .codeSpan
    case MD_SPAN_LATEXMATH: .math(isDisplay: false)
    case MD_SPAN_LATEXMATH_DISPLAY: .math(isDisplay: true)
    default: .group
    }
  }
}

extension MD_ALIGN {
  fileprivate var alignment: ReportTable.Alignment {
    switch self {
    case MD_ALIGN_CENTER: .center
    case MD_ALIGN_RIGHT: .right
    default: .left
    }
  }
}

extension MD_ATTRIBUTE {
  /// The text with its entities resolved.
  fileprivate var string: String {
    guard let text, let types = substr_types, let offsets = substr_offsets, size > 0 else { return "" }
    var (result, index) = ("", 0)
    while offsets[index] < size {
      let (start, end) = (Int(offsets[index]), Int(offsets[index + 1]))
      let bytes = UnsafeRawBufferPointer(start: text + start, count: end - start)
      let piece = String(decoding: bytes, as: UTF8.self)
      switch types[index] {
      case MD_TEXT_ENTITY: result += Entity.text(piece)
      case MD_TEXT_NULLCHAR: result += "\u{FFFD}"
      default: result += piece
      }
      index += 1
    }
    return result
  }
}

extension UnsafeMutableRawPointer? {
  fileprivate func read<T: BitwiseCopyable>(_ type: T.Type) -> T? { self?.load(as: type) }
}
