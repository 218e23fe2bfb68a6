import Vocabulary

/// Where the numbers of a figure or table come from, and the command that draws it again.
public struct Origin: Sendable, Hashable {
  public let sources: [Source]
  /// A line for the shell.
  public let command: String

  /// Results that differ only in their replicate.
  public struct Source: Sendable, Hashable {
    /// The steps' common name.
    public let step: String
    /// The beginnings of their keys, in the order of replicates.
    public let keys: [String]
    public init(step: String, keys: [String]) { (self.step, self.keys) = (step, keys) }
  }

  public init(_ sources: [Source], command: String) { (self.sources, self.command) = (sources, command) }

  /// How many results there are.
  public var count: Int { sources.reduce(0) { $0 + $1.keys.count } }

  /// As a file beside the data.
  var bytes: [UInt8] {
    JSON.object([
      .init("redraw", .text(command)),
      .init(
        "sources",
        .list(
          sources.map { source in
            .object([.init("step", .text(source.step)), .init("keys", .list(source.keys.map(JSON.text)))])
          })),
    ]).bytes
  }
}
