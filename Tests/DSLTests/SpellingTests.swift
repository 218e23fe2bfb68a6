import Testing

@testable import DSL

struct SpellingTests {
  /// The definition, by recursion over both ends: slow, and plainly right.
  private func slowEdits(_ left: ArraySlice<Unicode.Scalar>, _ right: ArraySlice<Unicode.Scalar>) -> Int {
    guard let a = left.last, let b = right.last else { return max(left.count, right.count) }
    var best = min(slowEdits(left.dropLast(), right), slowEdits(left, right.dropLast())) + 1
    best = min(best, slowEdits(left.dropLast(), right.dropLast()) + (a == b ? 0 : 1))
    if left.count > 1, right.count > 1, a == right.dropLast().last, left.dropLast().last == b {
      best = min(best, slowEdits(left.dropLast(2), right.dropLast(2)) + 1)
    }
    return best
  }

  @Test func `edits are counted as the definition counts them`() {
    let words = ["", "a", "ab", "ba", "abc", "cab", "acb", "abcab", "bacba", "ccc"].map { Array($0.unicodeScalars) }
    for left in words {
      for right in words { #expect(Spelling.edits(left, right) == slowEdits(left[...], right[...])) }
    }
  }

  @Test func `near words, synonyms and beginnings are guessed, others are not`() {
    let words = [
      Word("permutations"), Word("k", synonyms: ["neighbors"]), Word("batch_size"), Word("knn_shapley"),
      Word("l2", synonyms: ["weight_decay"]),
    ]
    let guesses = [
      "permutation": "permutations", "perm": "permutations", "neighbours": "k", "Batch-Size": "batch_size",
      "KNN Shapley": "knn_shapley", "knn_sharpely": "knn_shapley", "l1": "l2", "weight_decya": "l2",
    ]
    for (text, meant) in guesses { #expect(Spelling.guess(text, among: words) == meant, "\(text)") }
    for text in ["x", "epochs", "", "size_of_batch"] { #expect(Spelling.guess(text, among: words) == nil, "\(text)") }
  }

  @Test func `labels of long texts and strange characters stay apart as file names`() {
    let texts = ["a.b", "a_b", "A_b", "a/b", "a b", "é", "", String(repeating: "x", count: 300)]
    let names = texts.map {
      InstanceLabel(name: "m", settings: [.init(parameter: "p", text: $0, isNumber: false)]).fileText
    }
    #expect(Set(names).count == texts.count)
    #expect(names.allSatisfy { $0.utf8.count <= 130 && !$0.contains("/") && $0 == $0.lowercased() })
    #expect(names.first == "m.p_a~2eb")
  }
}
