import Plot

/// The sizes of a layout's pages and letters, in points.
struct PageStyle: Sendable {
  let textWidth: Double
  let textHeight: Double
  let left: Double
  let top: Double
  /// How large letters are beside those of the paper.
  let scale: Double
  /// A section begins a page where the one before is filled beyond this share; `nil` where it just follows.
  let sectionPageShare: Double?

  /// To be read: long lines in the middle of the page.
  static let paper = PageStyle(
    textWidth: Typography.textWidth, textHeight: Typography.textHeight, left: Typography.left, top: Typography.top,
    scale: 1, sectionPageShare: nil)

  /// To be worked through: larger letters, and at the right a margin to write in.
  static let lecture = PageStyle(
    textWidth: 390, textHeight: Typography.textHeight, left: 58, top: Typography.top, scale: 12 / 10.5,
    sectionPageShare: 0.6)

  /// The pages of a layout; solutions look like the paper.
  static func of(_ layout: Layout) -> PageStyle { layout == .lecture ? lecture : paper }

  var body: TextStyle { scaled(Typography.body) }
  var title: TextStyle { scaled(Typography.title) }
  var question: TextStyle { scaled(Typography.question) }
  var answer: TextStyle { scaled(Typography.answer) }
  var label: TextStyle { scaled(Typography.label) }
  var caption: TextStyle { scaled(Typography.caption) }
  var note: TextStyle { scaled(Typography.note) }
  var hint: TextStyle { scaled(Typography.hint) }
  var footnote: TextStyle { scaled(Typography.footnote) }
  var code: TextStyle { scaled(Typography.code) }
  /// Sizes that a table tries, largest first; where the column is narrow, those of the paper, too.
  var tableSizes: [Double] {
    let sizes = Typography.tableSizes.map { $0 * scale }
    return sizes + Typography.tableSizes.filter { $0 < sizes[sizes.count - 1] }
  }
  var footer: Double { top + textHeight + 30 }

  /// A heading's look by level, 1 being a section.
  func heading(_ level: Int) -> TextStyle { scaled(Typography.heading(level)) }

  private func scaled(_ style: TextStyle) -> TextStyle { style.with(size: style.size * scale) }
}
