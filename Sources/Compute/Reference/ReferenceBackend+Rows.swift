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
