/// A finished document before it is written as Markdown or PDF.
public struct Document: Sendable {
  public let title: String
  public init(title: String) { self.title = title }
}
