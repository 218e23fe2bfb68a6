import DSL
import Report
import Vocabulary

/// The options of an exercise by their values, with what makes their order doubtful.
struct OptionRanking {
  /// In the order of their letters.
  let options: [ExerciseCell.Option]
  /// One per option; `nil` where a step failed.
  let quantities: [Quantity?]
  /// Whether the greatest comes first.
  let descending: Bool

  /// Means over the same numbers in another order differ by rounding, some 10⁻¹⁶ of their size for each of them.
  private static let rounding = 1e-12

  var labels: [String] { options.map(\.label) }

  /// The letter of the first, or the tie of all that could be it.
  func choice(_ extreme: ExerciseCell.Extreme) -> Exercise.Solution {
    guard let ranked else { return failure }
    let tied = ranked.filter { isTied($0, ranked[0]) }
    guard tied.count == 1 else { return tie(tied, "none of them is the \(extreme.rawValue)") }
    let doubts = ranked.dropFirst().filter { overlap(ranked[0], $0) }.map { (ranked[0], $0) }
    return solution("\(letter(ranked[0])) \(labels[ranked[0]])", ranked, doubts)
  }

  /// The letters in order, or the first tie among neighbours.
  var ordering: Exercise.Solution {
    guard let ranked else { return failure }
    for index in ranked.indices.dropLast() where isTied(ranked[index], ranked[index + 1]) {
      let tied = ranked.filter { isTied($0, ranked[index]) }
      return tie(tied, "nothing says which comes first")
    }
    let doubts = zip(ranked, ranked.dropFirst()).filter { overlap($0, $1) }
    return solution(ranked.map { Exercise.letter($0) }.joined(separator: ", "), ranked, doubts)
  }

  /// Indices of options, the first in front; `nil` where a value is missing.
  private var ranked: [Int]? {
    guard quantities.allSatisfy({ $0 != nil }) else { return nil }
    return options.indices.sorted { left, right in
      let (a, b) = (mean(left), mean(right))
      return a == b ? left < right : descending ? a > b : a < b
    }
  }

  private func mean(_ index: Int) -> Double { quantities[index]?.mean ?? .nan }

  private func isTied(_ left: Int, _ right: Int) -> Bool {
    abs(mean(left) - mean(right)) <= Self.rounding * max(abs(mean(left)), abs(mean(right)))
  }

  private func overlap(_ left: Int, _ right: Int) -> Bool {
    guard let first = quantities[left]?.interval, let second = quantities[right]?.interval else { return false }
    return first.overlaps(second)
  }

  // MARK: Words

  private func letter(_ index: Int) -> String { Exercise.letter(index) + ")" }

  /// The letters, all values, and what is doubtful about them.
  private func solution(_ letters: String, _ ranked: [Int], _ doubts: [(Int, Int)]) -> Exercise.Solution {
    let values = ranked.map { "\(letter($0)) \(labels[$0]) \(quantities[$0]?.text ?? "")" }.joined(separator: "; ")
    let direction = descending ? "greatest" : "least"
    return .answer("**\(letters).** From the \(direction): \(values)." + doubt(doubts))
  }

  private func doubt(_ doubts: [(Int, Int)]) -> String {
    if quantities.contains(where: { $0?.isSingle == true }) {
      return " One replicate was drawn, so nothing says whether another draw would order them alike."
    }
    guard !doubts.isEmpty else { return "" }
    let pairs = doubts.map { "of \(letter(min($0.0, $0.1))) and \(letter(max($0.0, $0.1)))" }
    let phrase =
      pairs.count == 1 ? pairs[0] : pairs.dropLast().joined(separator: ", ") + " and " + pairs[pairs.count - 1]
    return " The intervals \(phrase) overlap, so another draw may order them otherwise."
  }

  private func tie(_ tied: [Int], _ consequence: String) -> Exercise.Solution {
    let names = tied.map { "\(letter($0)) \(labels[$0])" }
    let listed = names.dropLast().joined(separator: ", ") + " and " + (names.last ?? "")
    return .failure("The options \(listed) tie at \(Self.plain(quantities[tied[0]]?.text ?? "")), so \(consequence).")
  }

  /// A formula in plain letters: the text of a failure is no CommonMark.
  private static func plain(_ text: String) -> String {
    guard text.hasPrefix("$"), let formula = try? Formula(tex: String(text.dropFirst().dropLast())) else { return text }
    return formula.plain
  }

  private var failure: Exercise.Solution {
    let missing = options.indices.filter { quantities[$0] == nil }.map { "\(letter($0)) \(labels[$0])" }
    return .failure(ExercisePages.unavailable("the value of \(missing.joined(separator: ", "))"))
  }
}
