import Compute

/// The weights of a network of one hidden layer.
struct NetworkWeights: Sendable, Hashable {
  /// [hidden, d + 1], the bias last.
  var hidden: Matrix
  /// [classes, hidden + 1], the bias last.
  var output: Matrix
}

extension NetworkWeights {
  /// Normal draws: hidden weights of variance 2/d, output weights of variance 1/hidden, biases 0. A weight's draw depends
  /// on its place alone.
  init(_ settings: NeuralNetwork, inputs: Int, classes: Int, stream: SeedStream) {
    let deviations = ((2 / Double(max(1, inputs))).squareRoot(), (1 / Double(settings.hidden)).squareRoot())
    hidden = Self.drawn(settings.hidden, inputs, deviation: deviations.0, stream.branch("hidden"))
    output = Self.drawn(classes, settings.hidden, deviation: deviations.1, stream.branch("output"))
  }

  private static func drawn(_ rows: Int, _ columns: Int, deviation: Double, _ stream: SeedStream) -> Matrix {
    var matrix = Matrix(rows: rows, columns: columns + 1)
    for row in 0..<rows {
      for column in 0..<columns { matrix[row, column] = Float(deviation * stream.normal(row * columns + column)) }
    }
    return matrix
  }
}
