public import Compute
public import Datasets

extension Partition {
  /// The same partition with the features of each part mapped; `keepsImages` where the features of a picture still are
  /// one.
  func mappingFeatures(keepsImages: Bool = false, _ map: (Examples) throws -> Matrix) rethrows -> Partition {
    func mapped(_ part: Examples) throws -> Examples { part.with(features: try map(part), keepsImages: keepsImages) }
    return Partition(
      train: try mapped(train), validation: try mapped(validation), test: try mapped(test), corrupted: corrupted,
      noisy: noisy)
  }

  /// The same partition with each example's features taken from its row of the whole source, [rows of the source, d].
  /// O(examples · d).
  public func takingFeatures(of source: Matrix) -> Partition { mappingFeatures { source.rows($0.rows) } }

  /// Throws ``LearningError/unsuitable(_:)`` where there is nothing to fit on.
  func requireTraining(for embedding: String) throws {
    guard train.count > 0 else {
      throw LearningError.unsuitable("\(embedding) is fitted on the training part, which has no examples")
    }
  }
}

extension Examples {
  /// Throws ``LearningError/immeasurable(row:)`` for the first example too long for squared distances in single precision.
  /// O(n · d).
  func requireMeasurableFeatures() throws {
    guard let position = features.firstImmeasurableRow else { return }
    throw LearningError.immeasurable(row: rows[position])
  }

  /// Throws ``LearningError/notFinite(row:feature:)`` for the first feature that is no finite number. O(n · d).
  func requireFiniteFeatures() throws {
    // x · 0 is 0 for every finite x: the whole is checked the quick way, the culprit named the slow way.
    let sum = features.elements.withUnsafeBufferPointer { $0.reduce(Float(0)) { $0 + $1 * 0 } }
    guard sum != 0, let index = features.elements.firstIndex(where: { !$0.isFinite }) else { return }
    throw LearningError.notFinite(row: rows[index / features.columns], feature: index % features.columns)
  }
}

extension Matrix {
  /// The first row whose squared length is no number below 1e37: between rows below it no squared distance overflows.
  var firstImmeasurableRow: Int? { LinearAlgebra.squaredNorms(of: self).firstIndex { !($0 < 1e37) } }
}
