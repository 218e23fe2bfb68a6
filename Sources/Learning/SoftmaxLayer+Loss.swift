import Glibc

extension SoftmaxLayer {
  /// Cross-entropy of a row of logits, exact to single precision however small or large it is.
  ///
  /// The largest logit's own term, 1, stays out of the sum and comes back in `log1p`.
  func loss(_ slot: Int, _ label: Int) -> Float {
    let logits = (0..<classes).map { Double(output(slot, $0)) }
    let largest = logits.indices.reduce(0) { logits[$1] > logits[$0] ? $1 : $0 }
    let others = logits.indices.reduce(0.0) { $1 == largest ? $0 : $0 + exp(logits[$1] - logits[largest]) }
    return Float(logits[largest] - logits[label] + log1p(others))
  }
}
