import Compute

/// Squared Euclidean distances of each example to each question, in single precision.
struct DistanceTable: Sendable {
  /// What a table is made of.
  struct Inputs: Equatable, Sendable {
    let examples: Matrix
    let questions: Matrix
  }

  /// The number of questions.
  let questions: Int
  /// [examples, questions]
  let elements: [Float]

  /// Each distance depends on its two rows alone; see `LinearAlgebra.squaredDistance`. O(n · m · d).
  init(_ inputs: Inputs, in run: Run) throws {
    let count = inputs.questions.rows
    var elements = [Float](repeating: 0, count: inputs.examples.rows * count)
    try fillSlices(of: &elements, size: max(1, count), threads: run.threads) { example, distances in
      try run.checkInterruption()
      inputs.examples.fillDistances(of: example, to: inputs.questions, into: distances)
    }
    (questions, self.elements) = (count, elements)
  }
}

extension Matrix {
  /// The squared distances of a row to each row of another matrix, [questions.rows].
  func fillDistances(of row: Int, to questions: Matrix, into distances: UnsafeMutableBufferPointer<Float>) {
    precondition(columns == questions.columns, "\(columns) features of examples, \(questions.columns) of questions")
    elements.withUnsafeBufferPointer { mine in
      questions.elements.withUnsafeBufferPointer { theirs in
        // Without features there is no memory, and all distances are 0.
        guard let mine = mine.baseAddress, let theirs = theirs.baseAddress else { return }
        for question in 0..<questions.rows {
          distances[question] = LinearAlgebra.squaredDistance(
            mine + row * columns, theirs + question * columns, count: columns)
        }
      }
    }
  }
}
