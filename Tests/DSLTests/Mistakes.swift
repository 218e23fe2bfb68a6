import DSL
import Foundation
import Testing

/// Mistakes as the example files write them: `12:7 [unknown-key] unknown key 'ksize' …`, then help and notes.
enum Mistakes {
  private static let name = "study.yaml"

  /// Reads studies whose files lie beside the examples.
  static let reader = StudyReader(catalogue: SampleCatalogue.catalogue) { path throws(SourceError) in
    let source = try SourceText.load(path: Repository.cases.appending(path: path).path, acceptsPipes: false)
    return SourceText(name: path, text: source.text)
  }

  static func lines(of errors: StudyErrors) -> [String] {
    errors.diagnostics.flatMap { diagnostic in
      let span = diagnostic.span
      let file = span.file == name ? "" : "\(span.file):"
      let head = "\(diagnostic.severity.rawValue) \(file)\(span.line):\(span.column) [\(diagnostic.id.rawValue)]"
      return ["\(head) \(diagnostic.message)"] + (diagnostic.fix.map { ["  help: \($0)"] } ?? [])
        + diagnostic.notes.map { "  note: \($0)" }
    }
  }

  /// All mistakes of a text, none if it is sound.
  static func lines(_ text: String, profile: String? = nil, settings: [String] = []) -> [String] {
    switch reader.read(SourceText(name: name, text: text), profile: profile, settings: settings) {
    case .success: return []
    case .failure(let errors): return lines(of: errors)
    }
  }
}
