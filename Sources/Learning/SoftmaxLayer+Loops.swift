extension SoftmaxLayer {
  /// Copies row `row` of a matrix's elements into row `slot` of the block; without features, only the bias sees it.
  @inline(__always)
  func load(_ slot: Int, fromRow row: Int, of elements: UnsafeBufferPointer<Float>, withFeatures: Bool = true) {
    let target = UnsafeMutableRawPointer(block + slot * inputVectors)
    if withFeatures, let source = elements.baseAddress {
      target.copyMemory(from: source + row * inputs, byteCount: inputs * 4)
    }
    target.storeBytes(of: 1, toByteOffset: inputs * 4, as: Float.self)
  }

  /// Fills the block from `rows` up to the next multiple of four with zeros, which add nothing to the gradient, and
  /// returns that multiple.
  @inline(__always)
  func pad(_ rows: Int) -> Int {
    let padded = (rows + 3) & ~3
    (block + rows * inputVectors).update(repeating: .zero, count: (padded - rows) * inputVectors)
    return padded
  }

  /// outputs ← logits of the first `rows` rows of the block; `rows` is a multiple of four.
  func forward(_ rows: Int) {
    for first in stride(from: 0, to: rows, by: 4) {
      for vector in 0..<classVectors { forward(first, vector) }
    }
  }

  /// Logits of four rows and four classes.
  @inline(__always)
  private func forward(_ first: Int, _ vector: Int) {
    var (a, b, c, d) = (Vector.zero, Vector.zero, Vector.zero, Vector.zero)
    let rows = block + first * inputVectors
    for index in 0..<inputVectors {
      let w = weights + 4 * index * classVectors + vector
      let (w0, w1, w2, w3) = (w[0], w[classVectors], w[2 * classVectors], w[3 * classVectors])
      a += Self.combine(w0, w1, w2, w3, rows[index])
      b += Self.combine(w0, w1, w2, w3, rows[inputVectors + index])
      c += Self.combine(w0, w1, w2, w3, rows[2 * inputVectors + index])
      d += Self.combine(w0, w1, w2, w3, rows[3 * inputVectors + index])
    }
    let target = outputs + first * classVectors + vector
    (target[0], target[classVectors], target[2 * classVectors], target[3 * classVectors]) = (a, b, c, d)
  }

  @inline(__always)
  private static func combine(_ w0: Vector, _ w1: Vector, _ w2: Vector, _ w3: Vector, _ x: Vector) -> Vector {
    (w0 * x.x + w1 * x.y) + (w2 * x.z + w3 * x.w)
  }

  /// Turns the logits of a row into probabilities; returns the largest logit.
  @inline(__always)
  @discardableResult
  func normalise(_ slot: Int) -> Float {
    let row = outputs + slot * classVectors
    let top = Self.largest(row, classVectors)
    var sum = Vector.zero
    let last = classVectors - 1
    for vector in 0..<last {
      row[vector] = Vector.exponential(ofNonPositive: row[vector] - top)
      sum += row[vector]
    }
    row[last] = Vector.exponential(ofNonPositive: row[last] - top) * mask
    sum += row[last]
    let factor = 1 / ((sum.x + sum.y) + (sum.z + sum.w))
    for vector in 0..<classVectors { row[vector] *= factor }
    return top
  }

  /// The largest of a row of logits.
  @inline(__always)
  static func largest(_ row: UnsafeMutablePointer<Vector>, _ count: Int) -> Float {
    var top = row[0]
    for vector in 1..<max(1, count) { top = top.replacing(with: row[vector], where: row[vector] .> top) }
    let (low, high) = (top.x > top.y ? top.x : top.y, top.z > top.w ? top.z : top.w)
    return low > high ? low : high
  }

  /// Turns the probabilities of a row into the residual p − e_label, times the example's weight.
  @inline(__always)
  func subtract(_ label: Int, from slot: Int, weight: Float?) {
    let row = outputs + slot * classVectors
    row[label >> 2][label & 3] -= 1
    guard let weight else { return }
    for vector in 0..<classVectors { row[vector] *= weight }
  }

  /// One number of a row of the outputs.
  @inline(__always)
  func output(_ slot: Int, _ cls: Int) -> Float { outputs[slot * classVectors + cls >> 2][cls & 3] }

  /// gradient += Σ residual ⊗ (features, 1) over the first `rows` rows, a multiple of four, in row order.
  func accumulate(_ rows: Int) {
    for index in 0..<inputVectors {
      for vector in 0..<classVectors { accumulate(rows, index, vector) }
    }
  }

  /// The gradient of four features and four classes.
  @inline(__always)
  private func accumulate(_ rows: Int, _ index: Int, _ vector: Int) {
    let target = gradient + 4 * index * classVectors + vector
    var a = target[0]
    var b = target[classVectors]
    var c = target[2 * classVectors]
    var d = target[3 * classVectors]
    for row in stride(from: 0, to: rows, by: 2) {
      let (r, s) = (outputs[row * classVectors + vector], outputs[(row + 1) * classVectors + vector])
      let (x, y) = (block[row * inputVectors + index], block[(row + 1) * inputVectors + index])
      a += r * x.x + s * y.x
      b += r * x.y + s * y.y
      c += r * x.z + s * y.z
      d += r * x.w + s * y.w
    }
    (target[0], target[classVectors], target[2 * classVectors], target[3 * classVectors]) = (a, b, c, d)
  }

  /// One step along the mean gradient of `count` examples, which is then cleared.
  func step(count: Int, learningRate: Float, l2: Float, momentum: Float) {
    let scale = 1 / Float(count)
    let bias = inputs * classVectors
    for index in 0..<parameterVectors {
      // The bias is not shrunk; the padding after it is 0 anyway, except the guard of padded classes beside the bias.
      let decay = index < bias ? l2 : 0
      velocity[index] = velocity[index] * momentum + (gradient[index] * scale + weights[index] * decay)
      weights[index] -= velocity[index] * learningRate
      gradient[index] = .zero
    }
  }
}
