import Plot

/// A horizontal strip of a page that is never cut: a line of text, a row of a table, a whole figure.
struct Strip {
  var height: Double
  /// Distances to the neighbours; the larger of two that meet counts, and none at the top of a page.
  var spaceAbove = 0.0
  var spaceBelow = 0.0
  /// Whether a page may begin with it.
  var mayBeginPage = true
  /// What it shows, from its top left corner at the left edge of the text.
  var marks: [Mark]
  /// What a page begins with when the table that the strip belongs to is cut above it.
  var continuation: Continuation?

  /// A shape on a strip.
  enum Mark {
    case lines(Paragraph, Range<Int>, at: Point)
    case scene(Scene, Rect)
    case fill(Rect, Color)
    case rule(from: Point, length: Double, width: Double, Color)
    case destination(String)
    case outline(String, level: Int, destination: String)
  }

  /// The repeated heading of a table and the rule that closes its part on the page before.
  final class Continuation {
    let head: [Strip]
    let closing: Mark
    init(head: [Strip], closing: Mark) { (self.head, self.closing) = (head, closing) }
  }

  /// The same strip with further marks beneath its own.
  func above(_ marks: [Mark]) -> Strip {
    var strip = self
    strip.marks = marks + strip.marks
    return strip
  }
}

extension Strip.Mark {
  /// The same mark elsewhere.
  func moved(by y: Double) -> Strip.Mark {
    switch self {
    case .lines(let paragraph, let range, let point): .lines(paragraph, range, at: Point(point.x, point.y + y))
    case .scene(let scene, let rect):
      .scene(scene, Rect(x: rect.x, y: rect.y + y, width: rect.width, height: rect.height))
    case .fill(let rect, let color):
      .fill(Rect(x: rect.x, y: rect.y + y, width: rect.width, height: rect.height), color)
    case .rule(let point, let length, let width, let color):
      .rule(from: Point(point.x, point.y + y), length: length, width: width, color)
    case .destination, .outline: self
    }
  }
}

/// A part of the flow of pages.
enum FlowItem {
  /// Strips in order, cut where they allow; `keepsWithNext` for headings and lines that announce what follows.
  case text([Strip], keepsWithNext: Bool = false)
  /// A figure or table: kept whole, and moved to the next page's top where it does not fit.
  case float(Strip)
  /// Items that stand on one page, in their order, where they fit on one and no large gap opens before them.
  case together([FlowItem])
  /// Floats before it are placed before anything after it.
  case barrier
  /// What follows begins a page where this one is filled beyond a share.
  case freshPage(filled: Double)
}
