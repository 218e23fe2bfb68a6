import Datasets
import Valuation
import Vocabulary

extension ValuedData {
  /// How good each training example is thought to be, [n]: its value, negated where higher is harder.
  ///
  /// Throws ``EvaluationError/unrankable(count:of:row:)`` unless all values are finite.
  func goodness() throws -> [Double] {
    let values = values.values
    precondition(values.count == partition.train.count, "\(values.count) values, \(partition.train.count) examples")
    if let first = values.firstIndex(where: { !$0.isFinite }) {
      throw EvaluationError.unrankable(
        count: values.count { !$0.isFinite }, of: values.count, row: partition.train.rows[first])
    }
    return direction == .higherIsBetter ? values : values.map { -$0 }
  }
}
