import Compute

/// Weights of one layer with their gradient and velocity, row-major, the bias in the last column.
struct DescentParameters {
  let values: UnsafeMutablePointer<Float>
  let gradient: UnsafeMutablePointer<Float>
  let velocity: UnsafeMutablePointer<Float>

  /// Copies some rows of a matrix and forgets the velocity.
  func start(at matrix: Matrix, rows: [Int]) {
    for (slot, row) in rows.enumerated() {
      for column in 0..<matrix.columns { values[slot * matrix.columns + column] = matrix[row, column] }
    }
    velocity.update(repeating: 0, count: rows.count * matrix.columns)
  }

  /// One step along the gradient.
  func update(rows: Int, columns: Int, _ step: DescentStep) {
    for row in 0..<rows {
      let first = row * columns
      for index in first..<first + columns - 1 { move(index, step, l2: step.l2) }
      move(first + columns - 1, step, l2: 0)
    }
  }

  @inline(__always)
  private func move(_ index: Int, _ step: DescentStep, l2: Float) {
    velocity[index] = velocity[index] * step.momentum + (gradient[index] * step.scale + values[index] * l2)
    values[index] -= velocity[index] * step.learningRate
  }

  /// Whether the first `count` values are finite numbers.
  func isFinite(_ count: Int) -> Bool { (0..<count).allSatisfy { values[$0].isFinite } }

  /// The values as a matrix.
  func matrix(_ rows: Int, _ columns: Int) -> Matrix {
    Matrix(rows: rows, columns: columns, Array(UnsafeBufferPointer(start: values, count: rows * columns)))
  }
}

/// How far one step of gradient descent goes.
struct DescentStep {
  /// What a summed gradient is multiplied by.
  let scale: Float
  let learningRate: Float
  let l2: Float
  let momentum: Float
}
