public import Vocabulary

/// A finished report before it is written as Markdown or PDF.
public struct Document: Sendable {
  public let title: String
  /// CommonMark, one paragraph.
  public let question: String
  /// Shown in a box on page one.
  public let answer: [Block]
  public let blocks: [Block]
  /// What prose and captions may cite; the works that are cited are listed before the appendix.
  public let bibliography: Bibliography?

  public init(
    title: String, question: String = "", answer: [Block] = [], blocks: [Block] = [], bibliography: Bibliography? = nil
  ) {
    (self.title, self.question, self.answer, self.blocks) = (title, question, answer, blocks)
    self.bibliography = bibliography
  }
}

/// A piece of a document; figures and tables are numbered in the order in which they come.
public enum Block: Sendable {
  /// CommonMark with pipe tables and `$TeX$`; its headings become numbered sections, `@fig:name` and `@tbl:name` links.
  case prose(markdown: String)
  case figure(FigureBlock)
  case table(ReportTable)
  case worked(WorkedFrame)
  /// A step that failed; both texts are plain, the message may have several lines.
  case failure(title: String, message: String)
  /// A box with a verdict: a plain title and label, a tone for the colour, and CommonMark inside.
  case notice(Notice)
  /// A question, whose answer some layouts show elsewhere and some not at all.
  case exercise(Exercise)
  /// Blocks that stand on one page where they fit on one.
  case together([Block])
  /// A heading in plain text; level 1 is a section.
  case section(title: String, level: Int)
  /// Sections of level 1 from here on are lettered.
  case appendix
}

extension [Block] {
  /// The same blocks one by one, out of any that hold several.
  public var flattened: [Block] {
    flatMap { block in if case .together(let blocks) = block { blocks.flattened } else { [block] } }
  }
}
