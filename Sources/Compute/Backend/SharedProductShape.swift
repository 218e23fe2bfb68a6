/// The sizes that take part in a product of matrices where a factor may be shared by a whole batch, checked.
struct SharedProductShape: Sendable {
  let batch: Int
  let m: Int
  let n: Int
  let k: Int
  /// How far a factor's matrices lie apart; 0 for a shared one.
  let strideA: Int
  let strideB: Int

  /// Stops where the shapes do not fit each other.
  init(_ a: [Int], transposeA: Bool, _ b: [Int], transposeB: Bool, output: [Int]) {
    let sentence = "\(a)\(transposeA ? "ᵀ" : "") times \(b)\(transposeB ? "ᵀ" : "") into \(output)"
    precondition([a, b, output].allSatisfy { (2...3) ~= $0.count }, sentence)
    precondition(output.count == max(a.count, b.count), sentence)
    let (left, right) = (Array(a.suffix(2)), Array(b.suffix(2)))
    batch = output.count == 3 ? output[0] : 1
    (m, k) = transposeA ? (left[1], left[0]) : (left[0], left[1])
    n = transposeB ? right[0] : right[1]
    precondition((transposeB ? right[1] : right[0]) == k && Array(output.suffix(2)) == [m, n], sentence)
    precondition((a.count == 2 || a[0] == batch) && (b.count == 2 || b[0] == batch), sentence)
    (strideA, strideB) = (a.count == 3 ? m * k : 0, b.count == 3 ? k * n : 0)
  }
}
