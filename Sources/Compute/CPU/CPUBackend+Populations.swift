import Glibc

extension CPUBackend {
  public func multiplyInOrder(
    _ a: Tensor, transposed transposeA: Bool, _ b: Tensor, transposed transposeB: Bool, into c: Tensor
  ) {
    let s = SharedProductShape(a.shape, transposeA: transposeA, b.shape, transposeB: transposeB, output: c.shape)
    let (left, right, result) = (floats(a), floats(b), floats(c))
    // Right factors lie by rows, so that the innermost loop runs along them.
    let factors = b.count / max(1, s.k * s.n)
    pool.withScratch(transposeB ? b.count : 0) { scratch in
      if transposeB {
        for factor in 0..<factors {
          Self.transpose(right + factor * s.k * s.n, rows: s.n, columns: s.k, into: scratch + factor * s.k * s.n)
        }
      }
      let rows = transposeB ? scratch : right
      forEachBlock(s.batch * s.m, threads: threads) { index in
        let (batch, i) = index.quotientAndRemainder(dividingBy: s.m)
        let (target, source) = (result + index * s.n, left + batch * s.strideA)
        target.update(repeating: 0, count: s.n)
        for p in 0..<s.k {
          let factor = source[transposeA ? p * s.m + i : i * s.k + p]
          Self.add(rows + (batch * s.strideB + p * s.n), times: factor, to: target, count: s.n)
        }
      }
    }
  }

  private static func transpose(
    _ source: UnsafeMutablePointer<Float>, rows: Int, columns: Int, into target: UnsafeMutablePointer<Float>
  ) {
    for row in 0..<rows {
      for column in 0..<columns { target[column * rows + row] = source[row * columns + column] }
    }
  }

  /// Every element is rounded after its multiplication and after its addition, wherever it stands.
  @inline(__always)
  private static func add(
    _ row: UnsafeMutablePointer<Float>, times factor: Float, to sum: UnsafeMutablePointer<Float>, count: Int
  ) {
    for index in 0..<count { sum[index] += factor * row[index] }
  }

  public func centredGrams(_ rows: Tensor, weights: Tensor, intoMeans means: Tensor, grams: Tensor) {
    let s = PopulationShape(rows: rows, weights: weights, means: means, matrices: grams)
    multiplyInOrder(weights, transposed: false, rows, transposed: false, into: means)
    let (x, w, mean, gram) = (floats(rows), floats(weights), floats(means), floats(grams))
    let (count, width) = (rows.shape[0], s.width)
    forEachBlock(s.models, threads: threads) { model in
      let (means, target) = (mean + model * width, gram + model * width * width)
      let total = means[width - 1]
      for column in 0..<width { means[column] = column == width - 1 ? 0 : means[column] / total }
      target.update(repeating: 0, count: width * width)
      pool.withScratch(width) { centred in
        for row in 0..<count {
          let (weight, source) = ((w + model * count)[row], x + row * width)
          guard weight != 0 else { continue }
          for column in 0..<width { centred.start[column] = source[column] - means[column] }
          for i in 0..<width {
            Self.add(centred.start, times: weight * centred.start[i], to: target + i * width, count: i + 1)
          }
        }
      }
      for row in 0..<width { for column in 0..<row { target[column * width + row] = target[row * width + column] } }
    }
  }

  public func damp(_ matrices: Tensor, scales: Tensor, _ damping: Damping) {
    let s = PopulationShape(matrices: matrices)
    scales.require([s.models], "scales")
    let (matrix, scale, width) = (floats(matrices), floats(scales), s.width)
    forEachBlock(s.models, threads: threads) { model in
      let (target, factor) = (matrix + model * width * width, scale.start[model])
      for index in 0..<width * width { target[index] *= factor }
      for row in 0..<width { target[row * (width + 1)] *= 1 + damping.ridge }
      for row in 0..<width - 1 { target[row * (width + 1)] += damping.penalty }
    }
  }

  /// Each matrix in scratch memory of its own, so that LAPACK always meets the same alignment.
  public func invertPositiveDefinite(_ matrices: Tensor, failures: Indices) {
    let s = PopulationShape(matrices: matrices)
    failures.require([s.models], "failures")
    let (matrix, failed, size) = (floats(matrices), integers(failures), s.width * s.width)
    forEachBlock(s.models, threads: threads) { model in
      let target = matrix + model * size
      pool.withScratch(size) { scratch in
        scratch.start.update(from: target, count: size)
        let failure = Self.invert(scratch.start, order: s.width)
        failed.start[model] = Int32(failure ?? -1)
        if failure == nil {
          target.update(from: scratch.start, count: size)
        } else {
          target.update(repeating: .nan, count: size)
        }
      }
    }
  }

  /// Returns the row of the first pivot that is not positive, or of the first element that is not finite.
  private static func invert(_ matrix: UnsafeMutablePointer<Float>, order: Int) -> Int? {
    do throws(ComputeError) {
      try LinearAlgebra.invertPositiveDefinite(matrix, order: order)
      return nil
    } catch {
      switch error {
      case .notPositiveDefinite(let row): return row
      case .notANumber(_, let index): return index / order
      default: return 0
      }
    }
  }

  public func uncentre(_ matrices: Tensor, means: Tensor) {
    let s = PopulationShape(matrices: matrices, means: means)
    let (matrix, mean, width) = (floats(matrices), floats(means), s.width)
    forEachBlock(s.models, threads: threads) { model in
      let (target, shift, last) = (matrix + model * width * width, mean + model * width, width - 1)
      let bias = target + last * width
      for row in 0..<last { Self.add(target + row * width, times: -shift[row], to: bias, count: width) }
      for row in 0..<last { target[row * width + last] = bias[row] }
      for column in 0..<last { bias[last] -= shift[column] * bias[column] }
    }
  }

  public func softmaxResiduals(_ logits: Tensor, labels: Indices, weights: Tensor, present: Indices) {
    let s = ResidualShape(logits, labels: labels, weights: weights, present: present)
    let (z, label, weight, takesPart) = (floats(logits), integers(labels), floats(weights), integers(present))
    forEachBlock(s.models, threads: threads) { model in
      let (target, classes) = (z + model * s.classes * s.rows, takesPart.start + model * s.classes)
      let weights = weight + model * s.rows
      for row in 0..<s.rows {
        Self.residuals(
          target + row, stride: s.rows, classes, s.classes, label: Int(label.start[row]), weight: weights[row])
      }
    }
  }

  /// The residuals of one row's logits, which lie `stride` apart.
  private static func residuals(
    _ logits: UnsafeMutablePointer<Float>, stride: Int, _ present: UnsafeMutablePointer<Int32>, _ classes: Int,
    label: Int, weight: Float
  ) {
    guard weight != 0 else {
      for cls in 0..<classes { logits[cls * stride] = 0 }
      return
    }
    var (top, sum) = (-Float.infinity, Float(0))
    for cls in 0..<classes where present[cls] != 0 { top = max(top, logits[cls * stride]) }
    for cls in 0..<classes {
      let power = present[cls] == 0 ? 0 : exp(logits[cls * stride] - top)
      logits[cls * stride] = power
      sum += power
    }
    for cls in 0..<classes where present[cls] != 0 {
      logits[cls * stride] = weight * (logits[cls * stride] / sum - (cls == label ? 1 : 0))
    }
  }

  public func accelerate(_ descent: AcceleratedDescent, _ step: AcceleratedStep) {
    let count = descent.parameters
    let (iterates, points) = (floats(descent.iterates), floats(descent.points))
    let (gradients, directions) = (floats(descent.gradients), floats(descent.directions))
    let (lastPoints, lastGradients) = (floats(descent.lastPoints), floats(descent.lastGradients))
    let lastDirections = floats(descent.lastDirections)
    let (lengths, safe, momenta) = (floats(descent.lengths), floats(descent.safeLengths), floats(descent.momenta))
    forEachBlock(descent.models, threads: threads) { model in
      let first = model * count
      let (iterate, point, gradient) = (iterates + first, points + first, gradients + first)
      let (direction, lastPoint, lastGradient) = (directions + first, lastPoints + first, lastGradients + first)
      let lastDirection = lastDirections + first
      if !step.isFirst {
        var (curvature, way) = (Float(0), Float(0))
        for index in 0..<count {
          let change = gradient[index] - lastGradient[index]
          curvature += change * (direction[index] - lastDirection[index])
          way += change * (point[index] - lastPoint[index])
        }
        let longest = way > 0 && curvature > 0 ? way / curvature : 1
        lengths.start[model] = max(safe.start[model], min(lengths.start[model], longest))
      }
      let length = lengths.start[model]
      var slope = Float(0)
      for index in 0..<count { slope += gradient[index] * (point[index] - direction[index] * length - iterate[index]) }
      let momentum = slope > 0 ? 1 : momenta.start[model]
      let after = AcceleratedStep.momentum(after: momentum)
      momenta.start[model] = after
      let share = (momentum - 1) / after
      for index in 0..<count {
        let next = point[index] - direction[index] * length
        let move = next - iterate[index]
        lastPoint[index] = point[index]
        (lastGradient[index], lastDirection[index]) = (gradient[index], direction[index])
        (iterate[index], point[index]) = (next, next + move * share)
      }
    }
  }

  public func activate(_ units: Tensor, _ activation: Activation, weights: Tensor) {
    let s = UnitShape(units, weights: weights)
    let (values, weight) = (floats(units), floats(weights))
    forEachBlock(s.models * s.units, threads: threads) { index in
      let (model, unit) = index.quotientAndRemainder(dividingBy: s.units)
      let (value, weight) = (values + index * s.rows, weight + model * s.rows)
      if unit < s.units - 1 {
        Self.activate(value, activation, count: s.rows)
      } else {
        value.update(repeating: 1, count: s.rows)
      }
      for row in 0..<s.rows where weight[row] == 0 { value[row] = 0 }
    }
  }

  private static func activate(_ values: UnsafeMutablePointer<Float>, _ activation: Activation, count: Int) {
    switch activation {
    case .relu: for row in 0..<count { values[row] = values[row] < 0 ? 0 : values[row] }
    case .tanh: for row in 0..<count { values[row] = tanh(values[row]) }
    }
  }

  public func activateGradient(_ gradients: Tensor, _ activation: Activation, activations: Tensor) {
    let s = UnitShape(gradients: gradients, activations: activations)
    let (slopes, values) = (floats(gradients), floats(activations))
    forEachBlock(s.models * s.units, threads: threads) { index in
      let (slope, value) = (slopes + index * s.rows, values + index * s.rows)
      guard index % s.units < s.units - 1 else { return slope.update(repeating: 0, count: s.rows) }
      switch activation {
      case .relu: for row in 0..<s.rows { slope[row] *= value[row] > 0 ? 1 : 0 }
      case .tanh: for row in 0..<s.rows { slope[row] *= 1 - value[row] * value[row] }
      }
    }
  }

  public func descend(
    _ parameters: Tensor, gradients: Tensor, velocities: Tensor, scales: Tensor, _ step: MomentumStep
  ) {
    let s = LayerShape(parameters, gradients: gradients, velocities: velocities, scales: scales)
    let (allWeights, allSlopes, allVelocities) = (floats(parameters), floats(gradients), floats(velocities))
    let scale = floats(scales)
    // How much of the slope itself a step takes beside the velocity.
    let (ahead, kept) = step.isNesterov ? (Float(1), step.momentum) : (Float(0), Float(1))
    forEachBlock(s.models, threads: threads) { model in
      let first = model * s.size
      let (w, g, v, scale) = (allWeights + first, allSlopes + first, allVelocities + first, scale.start[model])
      for index in 0..<s.size {
        let decay = index % s.columns == s.columns - 1 ? 0 : step.weightDecay
        let slope = g[index] * scale + decay * w[index]
        let velocity = step.momentum * v[index] + slope
        v[index] = velocity
        w[index] -= step.learningRate * (ahead * slope + kept * velocity)
      }
    }
  }

  public func markNotFinite(_ numbers: Tensor, in marks: Indices, as mark: Int32) {
    let models = numbers.shape[0]
    marks.require([models], "marks")
    let (all, marked) = (floats(numbers), integers(marks))
    forEachBlock(models, threads: threads) { model in
      let (count, place) = (numbers.count / models, marked.start + model)
      let mine = UnsafeBufferPointer(start: all + model * count, count: count)
      if place.pointee == -1 && !mine.allSatisfy(\.isFinite) { place.pointee = mark }
    }
  }
}
