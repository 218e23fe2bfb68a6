import ArgumentParser
import DSL
import Vocabulary

/// `workbench explain NAME`: a component's card.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Explain a component from its card; without a name, list all.")

  @Argument(help: "A component, such as knn_shapley; or nothing, for the list.")
  var name: String?

  @Flag(help: "Write JSON.")
  var json = false

  @Option(
    help: ArgumentHelp("Write a page for each method, strategy, task, theory check and game.", valueName: "folder"))
  var pages: String?

  func run() throws {
    if let pages {
      guard name == nil else { throw ValidationError("--pages writes all pages: leave out '\(name ?? "")'") }
      guard !json else { throw ValidationError("--pages writes Markdown: leave out --json") }
      guard !pages.isEmpty else { throw ValidationError("--pages needs the name of a folder") }
      Terminal.say("\(try CardPages.write(into: pages)) pages in \(pages)")
      return
    }
    guard let name else {
      Terminal.say(json ? JSONText.encode(Registries.catalogue.all.map { CardSummary($0) }) : listing())
      return
    }
    let cards = Registries.catalogue.all.filter { $0.name == name || $0.synonyms.contains(name) }
    guard !cards.isEmpty else {
      Terminal.complain("error: no component is called '\(name)'.\(nearest(to: name)) `workbench explain` lists all.")
      throw ExitStatus.usage.code
    }
    Terminal.say(
      json
        ? JSONText.encode(try cards.map { CardSummary($0, worked: try WorkedCases.of($0)) })
        : try cards.map { try CardPage($0, isStyled: Terminal.isStyled).text }.joined(separator: "\n\n"))
  }

  /// Names by kind with their sentences.
  private func listing() -> String {
    ComponentKind.allCases.compactMap { kind in
      guard let cards = Registries.catalogue.cards[kind], !cards.isEmpty else { return nil }
      let width = cards.map(\.name.count).max() ?? 0
      let rows = cards.map { "  " + $0.name.padded(to: width) + "  " + $0.summary }
      return ([kind.plural] + rows).joined(separator: "\n")
    }.joined(separator: "\n\n")
  }

  private func nearest(to name: String) -> String {
    Spelling.guess(name, among: Registries.catalogue.all.map(\.word)).map { " Did you mean '\($0)'?" } ?? ""
  }
}

extension ComponentKind {
  /// The heading of a list of such components.
  var plural: String {
    switch self {
    case .source: "Data set sources"
    case .corruption: "Corruptions"
    case .embedding: "Embeddings"
    case .learner: "Models"
    case .method: "Valuation methods"
    case .strategy: "Selection strategies"
    case .task: "Tasks"
    case .theory: "Theory checks"
    case .chart: "Figures"
    case .game: "Games"
    }
  }
}

extension String {
  /// Spaces appended up to a number of characters.
  func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }

  /// Words broken into lines of at most some characters.
  func wrapped(to width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in split(separator: " ") {
      if !line.isEmpty, line.count + 1 + word.count > width {
        lines.append(line)
        line = ""
      }
      line += line.isEmpty ? String(word) : " \(word)"
    }
    return line.isEmpty ? lines : lines + [line]
  }
}
