extension CPUBackend {
  public func addRow(_ row: Tensor, to matrix: Tensor) {
    row.require([matrix.width], "a row")
    let (added, target, width) = (floats(row), floats(matrix), matrix.width)
    forEachRowBlock(of: matrix.rows, width: width) { _, rows in
      let source = added.start
      for row in rows {
        let sums = target + row * width
        for index in 0..<width { sums[index] += source[index] }
      }
    }
  }

  public func sumRows(_ matrix: Tensor, into sum: Tensor) {
    sum.require([matrix.width], "a sum")
    let (x, width) = (floats(matrix), matrix.width)
    sumBlocks(rows: matrix.rows, width: width, block: Self.blockRows(width: width), into: floats(sum)) {
      rows, partial in
      for row in rows {
        let source = x + row * width
        for index in 0..<width { partial[index] += source[index] }
      }
    }
  }

  public func gather(_ source: Tensor, at indices: Indices, into output: Tensor) {
    let s = SliceShape(all: source, indices: indices, some: output)
    let (x, positions, y) = (floats(source), integers(indices), floats(output))
    forEachRowBlock(of: s.picked, width: s.width) { _, slices in
      for slice in slices {
        (y + slice * s.width).update(from: x + s.check(positions.start[slice]) * s.width, count: s.width)
      }
    }
  }

  public func gather(_ images: Tensor, at indices: Indices, moved moves: Indices, into output: Tensor) {
    let s = MovedShape(all: images, indices: indices, moves: moves, some: output)
    let (x, positions, places, y) = (floats(images), integers(indices), integers(moves), floats(output))
    forEachRowBlock(of: s.slices.picked, width: s.slices.width) { _, pictures in
      for picture in pictures {
        let numbers = places + 3 * picture
        let move = ImageMove(down: numbers[0], right: numbers[1], mirror: numbers[2])
        let source = x + s.slices.check(positions.start[picture]) * s.slices.width
        Self.look(at: source, through: move, s, into: y + picture * s.slices.width)
      }
    }
  }

  /// One image through its window.
  private static func look(
    at image: UnsafeMutablePointer<Float>, through move: ImageMove, _ s: MovedShape,
    into output: UnsafeMutablePointer<Float>
  ) {
    let row = s.width * s.channels
    for y in 0..<s.height {
      let target = output + y * row
      target.update(repeating: 0, count: row)
      guard let source = move.source(row: y, of: s.height) else { continue }
      for x in 0..<s.width {
        guard let column = move.source(column: x, of: s.width) else { continue }
        let (from, to) = (image + (source * row + column * s.channels), target + x * s.channels)
        for channel in 0..<s.channels { to[channel] = from[channel] }
      }
    }
  }

  /// Blocks cut the slices across, so that each place adds its terms in the order of the indices.
  public func scatterAdd(_ source: Tensor, at indices: Indices, into target: Tensor) {
    let s = SliceShape(all: target, indices: indices, some: source)
    let (x, positions, y) = (floats(source), integers(indices), floats(target))
    let part = 256
    forEachBlock((s.width + part - 1) / part, threads: threads) { block in
      let (first, count) = (block * part, min(part, s.width - block * part))
      for slice in 0..<s.picked {
        let (terms, sums) = (x + (slice * s.width + first), y + (s.check(positions.start[slice]) * s.width + first))
        for index in 0..<count { sums[index] += terms[index] }
      }
    }
  }

  public func sortRows(_ matrix: Tensor, into order: Indices) {
    order.require(matrix.shape, "an order")
    let (x, places, width) = (floats(matrix), integers(order), matrix.width)
    forEachRowBlock(of: matrix.rows, width: width) { _, rows in
      var sorter = DistanceSorter(capacity: width)
      for row in rows {
        let values = UnsafeBufferPointer(start: x + row * width, count: width)
        let target = places + row * width
        do throws(ComputeError) {
          let sorted = try sorter.sort(values)
          for index in 0..<width { target[index] = Int32(truncatingIfNeeded: sorted[index]) }
        } catch {
          Self.sortWithNaN(values, into: target)
        }
      }
    }
  }

  /// A row that the sorter refuses because of a NaN: numbers first.
  private static func sortWithNaN(_ values: UnsafeBufferPointer<Float>, into order: UnsafeMutablePointer<Int32>) {
    let numbers = values.indices.filter { !values[$0].isNaN }
    let sorted = numbers.sorted { (values[$0], $0) < (values[$1], $1) } + values.indices.filter { values[$0].isNaN }
    for (place, index) in sorted.enumerated() { order[place] = Int32(truncatingIfNeeded: index) }
  }
}
