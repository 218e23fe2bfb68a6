import Plot

/// Replaces the typewriter's quotation marks by those of print.
enum QuotationMarks {
  /// Runs with “…” and ‘…’ and apostrophes, left alone in code; a mark opens at the start of a word.
  static func curled(_ runs: [TextRun]) -> [TextRun] {
    var before: Character?
    return runs.map { run in
      var run = run
      if run.style.family == .mono {
        before = run.text.last ?? before
      } else {
        run.text = String(run.text.map { curl($0, &before) })
      }
      return run
    }
  }

  private static func curl(_ letter: Character, _ before: inout Character?) -> Character {
    let opens = before.map { $0.isWhitespace || "([{–—-“‘/".contains($0) } ?? true
    before = letter
    switch letter {
    case "\"": before = opens ? "“" : "”"
    case "'": before = opens ? "‘" : "’"
    default: break
    }
    return before ?? letter
  }
}
