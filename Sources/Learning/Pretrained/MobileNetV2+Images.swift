package import Compute
package import Datasets

extension MobileNetV2 {
  /// The features of rows that are images, [rows, features]: pixels become bytes, are resized as ``BilinearResize`` does,
  /// and lie from −1 to 1; a grey image has its channel three times.
  ///
  /// Each image passes alone, so that a row's bits depend on the row only. Throws ``LearningError`` for rows that are no
  /// images of one or three channels, or pixels outside 0…1. One forward pass per row.
  package func features(of examples: Examples, in run: Run) throws -> Matrix {
    let shape = try Self.shape(of: examples)
    try Self.requirePixels(examples)
    let resize = BilinearResize(height: shape.height, width: shape.width, side: architecture.side)
    var features = [Float](repeating: 0, count: examples.count * architecture.features)
    // Rows between two reports; nothing is computed together.
    let chunk = 32
    for first in stride(from: 0, to: examples.count, by: chunk) {
      let count = min(chunk, examples.count - first)
      var some = [Float](repeating: 0, count: count * architecture.features)
      try fillSlices(of: &some, size: architecture.features, threads: run.threads) { index, target in
        try run.checkInterruption()
        let image = input(examples.features, row: first + index, shape, resize)
        _ = target.initialize(from: try self.features(ofPixels: image))
      }
      features.replaceSubrange(
        first * architecture.features..<(first + count) * architecture.features, with: some)
      run.progress(first + count, of: examples.count)
    }
    return Matrix(rows: examples.count, columns: architecture.features, features)
  }

  private static func shape(of examples: Examples) throws -> ImageShape {
    guard let shape = examples.imageShape, shape.channels == 1 || shape.channels == 3 else {
      let found = examples.imageShape.map { "\($0.channels) channels" } ?? "rows that are no images"
      throw LearningError.unsuitable(
        "mobilenet_v2 reads images of one or three channels, found \(found); choose a source of images, such as cifar10"
      )
    }
    return shape
  }

  private static func requirePixels(_ examples: Examples) throws {
    guard let index = examples.features.elements.firstIndex(where: { !(0...1).contains($0) }) else { return }
    let columns = examples.features.columns
    throw LearningError.unsuitable(
      "mobilenet_v2 reads pixels from 0 to 1, and row \(examples.rows[index / columns]) of the data has "
        + "\(examples.features.elements[index]) as feature \(index % columns); divide pixels by their largest value")
  }

  /// One image as the network sees it, [side, side, 3].
  private func input(_ features: Matrix, row: Int, _ shape: ImageShape, _ resize: BilinearResize) -> [Float] {
    let places = shape.height * shape.width
    let planes = (0..<shape.channels).map { channel in
      let first = row * features.columns + channel * places
      return resize.resized(features.elements[first..<first + places].map { UInt8(($0 * 255).rounded()) })
    }
    var input = [Float](repeating: 0, count: 3 * architecture.side * architecture.side)
    for channel in 0..<3 {
      let plane = planes[shape.channels == 3 ? channel : 0]
      for place in plane.indices { input[place * 3 + channel] = Self.levels[Int(plane[place])] }
    }
    return input
  }

  /// What each byte becomes.
  private static let levels = (0..<256).map { Float($0) / 127.5 - 1 }

  private func features(ofPixels pixels: [Float]) throws(DeviceError) -> [Float] {
    let images = try backend.tensor([1, architecture.side, architecture.side, 3], pixels)
    return try backend.download(try features(of: images))
  }
}
