extension ReferenceBackend {
  public func addRow(_ row: Tensor, to matrix: Tensor) {
    row.require([matrix.width], "a row")
    let (added, target) = (memory(row).elements, memory(matrix))
    for index in 0..<matrix.count { target.elements[index] += added[index % matrix.width] }
  }

  public func sumRows(_ matrix: Tensor, into sum: Tensor) {
    sum.require([matrix.width], "a sum")
    let (x, result) = (memory(matrix).elements, memory(sum))
    result.elements = [Double](repeating: 0, count: matrix.width)
    for index in x.indices { result.elements[index % matrix.width] += x[index] }
  }

  public func gather(_ source: Tensor, at indices: Indices, into output: Tensor) {
    let s = SliceShape(all: source, indices: indices, some: output)
    let (x, y) = (memory(source).elements, memory(output))
    for (slice, position) in memory(indices).elements.enumerated() {
      for index in 0..<s.width { y.elements[slice * s.width + index] = x[s.check(position) * s.width + index] }
    }
  }

  /// Cuts each window out of its image set into zeros, then mirrors it.
  public func gather(_ images: Tensor, at indices: Indices, moved moves: Indices, into output: Tensor) {
    let s = MovedShape(all: images, indices: indices, moves: moves, some: output)
    let (x, numbers, y) = (memory(images).elements, memory(moves).elements.map { Int($0) }, memory(output))
    for (picture, position) in memory(indices).elements.enumerated() {
      let image = Array(x[s.slices.check(position) * s.slices.width..<(Int(position) + 1) * s.slices.width])
      let (down, right) = (numbers[3 * picture], numbers[3 * picture + 1])
      for place in 0..<s.slices.width {
        let (channel, column, row) = (place % s.channels, place / s.channels % s.width, place / s.channels / s.width)
        let isInside = 0..<s.height ~= row + down && 0..<s.width ~= column + right
        let seen = isInside ? image[((row + down) * s.width + column + right) * s.channels + channel] : 0
        let shown = numbers[3 * picture + 2] == 0 ? column : s.width - 1 - column
        y.elements[picture * s.slices.width + (row * s.width + shown) * s.channels + channel] = seen
      }
    }
  }

  public func scatterAdd(_ source: Tensor, at indices: Indices, into target: Tensor) {
    let s = SliceShape(all: target, indices: indices, some: source)
    let (x, y) = (memory(source).elements, memory(target))
    for (slice, position) in memory(indices).elements.enumerated() {
      for index in 0..<s.width { y.elements[s.check(position) * s.width + index] += x[slice * s.width + index] }
    }
  }

  public func sortRows(_ matrix: Tensor, into order: Indices) {
    order.require(matrix.shape, "an order")
    let x = memory(matrix).elements
    for row in 0..<matrix.rows {
      let values = Array(x[row * matrix.width..<(row + 1) * matrix.width])
      let sorted = values.indices.sorted { left, right in
        let (a, b) = (values[left], values[right])
        if a.isNaN || b.isNaN { return a.isNaN == b.isNaN ? left < right : b.isNaN }
        return a == b ? left < right : a < b
      }
      for (place, index) in sorted.enumerated() {
        memory(order).elements[row * matrix.width + place] = Int32(index)
      }
    }
  }
}
