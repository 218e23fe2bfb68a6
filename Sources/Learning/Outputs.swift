public import Compute

/// What a fitted model says of some examples.
public enum Outputs: Sendable, Hashable {
  /// Class probabilities, [rows, classes]; each row sums to one.
  case probabilities(Matrix)
  /// Class scores of which only the order in a row means something, [rows, classes].
  case scores(Matrix)
  /// Predicted real targets, [rows].
  case reals([Double])

  /// The class of the largest score of each row, ties to the lower class; `nil` for real targets.
  public var classes: [Int]? {
    switch self {
    case .probabilities(let matrix), .scores(let matrix): matrix.largestColumns
    case .reals: nil
    }
  }
}

extension Outputs {
  /// Whether every number is finite.
  var areFinite: Bool {
    switch self {
    // x · 0 is 0 for every finite x, and such a sum takes no branches.
    case .probabilities(let matrix), .scores(let matrix): matrix.elements.reduce(0) { $0 + $1 * 0 } == 0
    case .reals(let numbers): numbers.allSatisfy(\.isFinite)
    }
  }
}

extension Matrix {
  /// The column of the largest element of each row, ties to the lower column.
  var largestColumns: [Int] {
    (0..<rows).map { row in
      var best = 0
      for column in 1..<max(1, columns) where self[row, column] > self[row, best] { best = column }
      return best
    }
  }
}

extension Model {
  /// The predicted class of each row; only for classifiers. Throws as ``outputs(for:)`` does.
  package func predictions(for features: Matrix) throws -> [Int] {
    guard let classes = try outputs(for: features).classes else {
      preconditionFailure("a regression predicts no class")
    }
    return classes
  }

  /// Class probabilities, [rows, classes]; only for classifiers that give them. Throws as ``outputs(for:)`` does.
  package func probabilities(of features: Matrix) throws -> Matrix {
    guard case .probabilities(let matrix) = try outputs(for: features) else {
      preconditionFailure("this model gives no class probabilities")
    }
    return matrix
  }
}
