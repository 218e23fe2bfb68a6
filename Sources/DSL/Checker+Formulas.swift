import Vocabulary

extension Checker {
  /// Each formula of a text must be TeX that the report can set; code and formulas cite nothing.
  func reportFormulasAndCitations(_ text: String, _ places: TextPlaces) {
    let scalars = Self.answered(Array(text.unicodeScalars))
    let literals = FormulaSpans.literals(in: scalars)
    reportCitations(Self.hiding(literals.formulas + literals.code, in: Array(text.unicodeScalars)), places)
    for range in literals.formulas {
      do throws(FormulaError) {
        _ = try Formula(tex: String(String.UnicodeScalarView(scalars[range])))
      } catch {
        // What is missing at the end is looked for at the closing dollar.
        let start = range.lowerBound + error.range.lowerBound
        let place = start..<max(start + 1, range.lowerBound + error.range.upperBound)
        report(.formula, places.place(place), error.message, fix: Self.fix(error))
      }
    }
  }

  private func reportCitations(_ scalars: [Unicode.Scalar], _ places: TextPlaces) {
    citations += Citation.all(in: scalars, places)
    reportUnknownEntries(scalars, places)
  }

  private static func hiding(_ ranges: [Range<Int>], in scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var scalars = scalars
    for range in ranges { for index in range { scalars[index] = "\u{FFFC}" } }
    return scalars
  }

  private static func fix(_ error: FormulaError) -> String? {
    let guess = error.word.flatMap { word in Spelling.guess(word, among: error.known.map { Word($0) }) }
    return guess.map { "did you mean '\($0)'?" } ?? error.fix
  }

  /// The text with every `{{ … }}` as a number of the same length, which is what it becomes.
  private static func answered(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var (result, open) = (scalars, Int?.none)
    for index in scalars.indices.dropLast() {
      if scalars[index] == "{", scalars[index + 1] == "{", open == nil {
        if index > 0, scalars[index - 1] == "\\" { result[index - 1] = " " } else { open = index }
      }
      if scalars[index] == "}", scalars[index + 1] == "}", let start = open {
        for place in start...index + 1 { result[place] = "0" }
        open = nil
      }
    }
    return result
  }
}
