/// The sizes that take part in one product of matrices or of two equally long rows of matrices, checked.
struct ProductShape: Sendable {
  let batch: Int
  let m: Int
  let n: Int
  let k: Int

  /// Sizes that fit by their making.
  init(batch: Int = 1, m: Int, n: Int, k: Int) { (self.batch, self.m, self.n, self.k) = (batch, m, n, k) }

  /// Stops where the shapes do not fit each other.
  init(_ a: [Int], transposeA: Bool, _ b: [Int], transposeB: Bool, output: [Int]) {
    let sentence = "\(a)\(transposeA ? "ᵀ" : "") times \(b)\(transposeB ? "ᵀ" : "") into \(output)"
    precondition((2...3) ~= a.count && b.count == a.count && output.count == a.count, sentence)
    let (left, right) = (Array(a.suffix(2)), Array(b.suffix(2)))
    batch = a.count == 3 ? a[0] : 1
    (m, k) = transposeA ? (left[1], left[0]) : (left[0], left[1])
    n = transposeB ? right[0] : right[1]
    precondition((transposeB ? right[1] : right[0]) == k && Array(output.suffix(2)) == [m, n], sentence)
    precondition(a.count == 2 || (b[0] == batch && output[0] == batch), sentence)
  }
}
