import Glibc

extension ReferenceBackend {
  public func multiplyInOrder(
    _ a: Tensor, transposed transposeA: Bool, _ b: Tensor, transposed transposeB: Bool, into c: Tensor
  ) {
    let s = SharedProductShape(a.shape, transposeA: transposeA, b.shape, transposeB: transposeB, output: c.shape)
    let (left, right, result) = (memory(a).elements, memory(b).elements, memory(c))
    for batch in 0..<s.batch {
      for i in 0..<s.m {
        for j in 0..<s.n {
          result.elements[(batch * s.m + i) * s.n + j] = (0..<s.k).reduce(0) { sum, p in
            sum + left[batch * s.strideA + (transposeA ? p * s.m + i : i * s.k + p)]
              * right[batch * s.strideB + (transposeB ? j * s.k + p : p * s.n + j)]
          }
        }
      }
    }
  }

  public func centredGrams(_ rows: Tensor, weights: Tensor, intoMeans means: Tensor, grams: Tensor) {
    let s = PopulationShape(rows: rows, weights: weights, means: means, matrices: grams)
    let (x, w, mean, gram) = (memory(rows).elements, memory(weights).elements, memory(means), memory(grams))
    let count = rows.shape[0]
    for model in 0..<s.models {
      let total = (0..<count).reduce(0) { $0 + w[model * count + $1] }
      for column in 0..<s.width {
        let sum = (0..<count).reduce(0) { $0 + w[model * count + $1] * x[$1 * s.width + column] }
        mean.elements[model * s.width + column] = column == s.width - 1 ? 0 : sum / total
      }
      for i in 0..<s.width {
        for j in 0..<s.width {
          gram.elements[(model * s.width + i) * s.width + j] = (0..<count).reduce(0) { sum, row in
            sum + w[model * count + row] * (x[row * s.width + i] - mean.elements[model * s.width + i])
              * (x[row * s.width + j] - mean.elements[model * s.width + j])
          }
        }
      }
    }
  }

  public func damp(_ matrices: Tensor, scales: Tensor, _ damping: Damping) {
    let s = PopulationShape(matrices: matrices)
    scales.require([s.models], "scales")
    let (matrix, scale) = (memory(matrices), memory(scales).elements)
    for index in 0..<matrices.count {
      matrix.elements[index] *= scale[index / (s.width * s.width)]
      let (row, column) = (index / s.width % s.width, index % s.width)
      guard row == column else { continue }
      matrix.elements[index] *= 1 + Double(damping.ridge)
      if row < s.width - 1 { matrix.elements[index] += Double(damping.penalty) }
    }
  }

  /// By elimination without exchanges, whose pivots are positive exactly where the matrix is positive definite.
  public func invertPositiveDefinite(_ matrices: Tensor, failures: Indices) {
    let s = PopulationShape(matrices: matrices)
    failures.require([s.models], "failures")
    let (matrix, failed) = (memory(matrices), memory(failures))
    for model in 0..<s.models {
      let place = model * s.width * s.width
      var left = Array(matrix.elements[place..<place + s.width * s.width])
      let failure = Self.invert(&left, order: s.width)
      failed.elements[model] = failure.map { Int32($0) } ?? -1
      matrix.elements.replaceSubrange(
        place..<place + left.count,
        with: failure == nil ? left : [Double](repeating: .nan, count: left.count))
    }
  }

  /// Returns the row of the first pivot that is not positive.
  private static func invert(_ matrix: inout [Double], order: Int) -> Int? {
    for pivot in 0..<order {
      let value = matrix[pivot * order + pivot]
      guard value > 0 && value < .infinity else { return pivot }
      matrix[pivot * order + pivot] = 1
      for column in 0..<order { matrix[pivot * order + column] /= value }
      for row in 0..<order where row != pivot {
        let factor = matrix[row * order + pivot]
        matrix[row * order + pivot] = 0
        for column in 0..<order { matrix[row * order + column] -= factor * matrix[pivot * order + column] }
      }
    }
    return nil
  }

  public func uncentre(_ matrices: Tensor, means: Tensor) {
    let s = PopulationShape(matrices: matrices, means: means)
    let (matrix, mean) = (memory(matrices), memory(means).elements)
    let last = s.width - 1
    for model in 0..<s.models {
      let shift = Array(mean[model * s.width..<model * s.width + last])
      func place(_ row: Int, _ column: Int) -> Int { (model * s.width + row) * s.width + column }
      for column in 0..<s.width {
        for row in 0..<last { matrix.elements[place(last, column)] -= shift[row] * matrix.elements[place(row, column)] }
      }
      for row in 0..<s.width {
        for column in 0..<last {
          matrix.elements[place(row, last)] -= shift[column] * matrix.elements[place(row, column)]
        }
      }
    }
  }

  public func softmaxResiduals(_ logits: Tensor, labels: Indices, weights: Tensor, present: Indices) {
    let s = ResidualShape(logits, labels: labels, weights: weights, present: present)
    let (z, label) = (memory(logits), memory(labels).elements)
    let (weight, takesPart) = (memory(weights).elements, memory(present).elements)
    for model in 0..<s.models {
      let classes = (0..<s.classes).filter { takesPart[model * s.classes + $0] != 0 }
      for row in 0..<s.rows {
        func place(_ cls: Int) -> Int { (model * s.classes + cls) * s.rows + row }
        let w = weight[model * s.rows + row]
        let top = classes.reduce(-Double.infinity) { max($0, z.elements[place($1)]) }
        let powers = classes.map { exp(z.elements[place($0)] - top) }
        let sum = powers.reduce(0, +)
        for cls in 0..<s.classes { z.elements[place(cls)] = 0 }
        guard w != 0 else { continue }
        for (cls, power) in zip(classes, powers) {
          z.elements[place(cls)] = w * (power / sum - (cls == Int(label[row]) ? 1 : 0))
        }
      }
    }
  }

  public func accelerate(_ descent: AcceleratedDescent, _ step: AcceleratedStep) {
    let count = descent.parameters
    let (iterate, point) = (memory(descent.iterates), memory(descent.points))
    let (lastPoint, lastGradient) = (memory(descent.lastPoints), memory(descent.lastGradients))
    let (lastDirection, length) = (memory(descent.lastDirections), memory(descent.lengths))
    let (gradient, direction) = (memory(descent.gradients).elements, memory(descent.directions).elements)
    let (safe, momentum) = (memory(descent.safeLengths).elements, memory(descent.momenta))
    for model in 0..<descent.models {
      let places = model * count..<(model + 1) * count
      if !step.isFirst {
        let changes = places.map { gradient[$0] - lastGradient.elements[$0] }
        let curvature = zip(places, changes).reduce(0) { $0 + $1.1 * (direction[$1.0] - lastDirection.elements[$1.0]) }
        let way = zip(places, changes).reduce(0) { $0 + $1.1 * (point.elements[$1.0] - lastPoint.elements[$1.0]) }
        let longest = way > 0 && curvature > 0 ? way / curvature : 1
        length.elements[model] = max(safe[model], min(length.elements[model], longest))
      }
      let next = places.map { point.elements[$0] - length.elements[model] * direction[$0] }
      let moves = zip(places, next).map { $1 - iterate.elements[$0] }
      let slope = zip(places, moves).reduce(0) { $0 + gradient[$1.0] * $1.1 }
      let before = slope > 0 ? 1 : momentum.elements[model]
      momentum.elements[model] = AcceleratedStep.momentum(after: before)
      let share = (before - 1) / momentum.elements[model]
      for (index, place) in places.enumerated() {
        lastPoint.elements[place] = point.elements[place]
        lastGradient.elements[place] = gradient[place]
        lastDirection.elements[place] = direction[place]
        iterate.elements[place] = next[index]
        point.elements[place] = next[index] + share * moves[index]
      }
    }
  }

  public func activate(_ units: Tensor, _ activation: Activation, weights: Tensor) {
    let s = UnitShape(units, weights: weights)
    let (value, weight) = (memory(units), memory(weights).elements)
    for index in 0..<units.count {
      let (model, unit, row) = (index / s.rows / s.units, index / s.rows % s.units, index % s.rows)
      let input = value.elements[index]
      if weight[model * s.rows + row] == 0 {
        value.elements[index] = 0
      } else if unit == s.units - 1 {
        value.elements[index] = 1
      } else {
        value.elements[index] = activation == .tanh ? tanh(input) : input < 0 ? 0 : input
      }
    }
  }

  public func activateGradient(_ gradients: Tensor, _ activation: Activation, activations: Tensor) {
    let s = UnitShape(gradients: gradients, activations: activations)
    let (gradient, value) = (memory(gradients), memory(activations).elements)
    for index in 0..<gradients.count {
      if index / s.rows % s.units == s.units - 1 {
        gradient.elements[index] = 0
      } else {
        gradient.elements[index] *= activation == .tanh ? 1 - value[index] * value[index] : value[index] > 0 ? 1 : 0
      }
    }
  }

  public func descend(
    _ parameters: Tensor, gradients: Tensor, velocities: Tensor, scales: Tensor, _ step: MomentumStep
  ) {
    let s = LayerShape(parameters, gradients: gradients, velocities: velocities, scales: scales)
    let (w, g, v) = (memory(parameters), memory(gradients).elements, memory(velocities))
    let scale = memory(scales).elements
    for index in g.indices {
      let decay = index % s.columns == s.columns - 1 ? 0 : Double(step.weightDecay)
      let slope = g[index] * scale[index / s.size] + decay * w.elements[index]
      v.elements[index] = Double(step.momentum) * v.elements[index] + slope
      let direction = step.isNesterov ? slope + Double(step.momentum) * v.elements[index] : v.elements[index]
      w.elements[index] -= Double(step.learningRate) * direction
    }
  }

  public func markNotFinite(_ numbers: Tensor, in marks: Indices, as mark: Int32) {
    marks.require([numbers.shape[0]], "marks")
    let (number, marked) = (memory(numbers).elements, memory(marks))
    for index in number.indices where !number[index].isFinite {
      let model = index / (numbers.count / numbers.shape[0])
      if marked.elements[model] == -1 { marked.elements[model] = mark }
    }
  }
}
