import Vocabulary

/// The pages of the documentation that are written from cards: one for each component of some kinds, and an index.
enum CardPages {
  /// The kinds that have pages, with the folder of each; methods lie at the top.
  private static let folders: [(kind: ComponentKind, folder: String)] = [
    (.method, ""), (.strategy, "strategies/"), (.task, "tasks/"), (.theory, "theory/"), (.game, "games/"),
  ]

  static let kinds = folders.map(\.kind)

  /// All pages, by path from their folder.
  static func all() throws -> [(path: String, text: String)] {
    try [("README.md", index)]
      + folders.flatMap { kind, _ in
        try cards(kind).map { (path(of: $0), try CardMarkdown($0).text) }
      }
  }

  /// Writes all pages into a folder; other files there stay as they are.
  static func write(into folder: String) throws -> Int {
    let pages = try all()
    let output = OutputFolder(path: folder)
    for page in pages { try output.write(Array(page.text.utf8), to: page.path) }
    return pages.count
  }

  /// From one page to another.
  static func path(of card: Card, from other: Card) -> String {
    folder(other.kind) == folder(card.kind)
      ? "\(card.name).md" : (folder(other.kind).isEmpty ? "" : "../") + path(of: card)
  }

  private static func path(of card: Card) -> String { "\(folder(card.kind))\(card.name).md" }

  private static func folder(_ kind: ComponentKind) -> String { folders.first { $0.kind == kind }?.folder ?? "" }

  private static func cards(_ kind: ComponentKind) -> [Card] { Registries.catalogue.cards[kind] ?? [] }

  private static var index: String {
    let lists = folders.map { kind, _ in
      "## \(kind.plural)\n\n"
        + cards(kind).map { "- [`\($0.name)`](\(path(of: $0))): \($0.summary)" }.joined(separator: "\n")
    }
    let opening = """
      <!-- `make docs` writes this page from the components' cards. -->

      # Methods, and what they are judged by

      A page for each component: its formula, what its signs stand for, the smallest worked case, cost, parameters, source, and
      what it is not. `workbench explain NAME` shows the same, and tells of sources, corruptions, embeddings, models and figures
      too. The numbers of the worked cases are computed when the pages are written.
      """
    return ([opening] + lists).joined(separator: "\n\n") + "\n"
  }
}
