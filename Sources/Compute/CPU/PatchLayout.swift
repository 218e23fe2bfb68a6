/// The windows of a block of examples and a group, side by side as rows of a matrix [places, patch], which makes a
/// convolution a product (im2col: Chellapilla, Puri and Simard, 2006).
///
/// With the channels of a place side by side, a window's row is one run of memory, if there is one group.
struct PatchLayout {
  private let s: ConvolutionShape
  private let examples: Range<Int>
  private let group: Int

  init(_ shape: ConvolutionShape, examples: Range<Int>, group: Int) {
    (s, self.examples, self.group) = (shape, examples, group)
  }

  /// Examples of a block: at least 256 windows, so that packing the kernels pays, and otherwise patches of about 1 MiB.
  static func blockExamples(_ s: ConvolutionShape) -> Int {
    let enough = (256 + s.places - 1) / max(1, s.places)
    return max(1, enough, (1 << 18) / max(1, s.places * s.patch))
  }

  /// Numbers of the patches of a full block; none are copied where windows are places.
  static func scratch(_ s: ConvolutionShape) -> Int {
    s.isPointwise ? 0 : min(s.examples, blockExamples(s)) * s.places * s.patch
  }

  /// Windows of the block.
  var rows: Int { examples.count * s.places }

  /// Where the block's outputs of the group begin.
  var firstOutput: Int { examples.lowerBound * s.places * s.outputs + group * s.groupOutputs }

  /// The windows' rows, copied to `patches` unless the images themselves serve.
  func unfold(_ images: HostFloats, into patches: UnsafeMutablePointer<Float>) -> UnsafeMutablePointer<Float> {
    if s.isPointwise { return images + examples.lowerBound * s.image }
    var target = patches
    forEachWindow { example, row, column in
      let image = images + (example * s.image + group * s.groupChannels)
      for i in 0..<s.kernelHeight {
        unfoldRow(image, row + i, column, target)
        target += s.kernelWidth * s.groupChannels
      }
    }
    return patches
  }

  /// Copies one row of a window that begins at a column of the image, zeros where it reaches beyond.
  @inline(__always)
  private func unfoldRow(
    _ image: UnsafeMutablePointer<Float>, _ y: Int, _ column: Int, _ target: UnsafeMutablePointer<Float>
  ) {
    let width = s.groupChannels
    guard y >= 0, y < s.height else { return target.update(repeating: 0, count: s.kernelWidth * width) }
    let (first, last) = (max(0, -column), max(0, min(s.kernelWidth, s.width - column)))
    if first > 0 { target.update(repeating: 0, count: min(first, s.kernelWidth) * width) }
    if last < s.kernelWidth { (target + last * width).update(repeating: 0, count: (s.kernelWidth - last) * width) }
    let source = image + (y * s.width + column) * s.channels
    if s.groups == 1 {
      if first < last { copy(source + first * width, target + first * width, (last - first) * width) }
    } else {
      for j in first..<max(first, last) { copy(source + j * s.channels, target + j * width, width) }
    }
  }

  /// Short runs are copied by a loop: a call costs more.
  @inline(__always)
  private func copy(_ source: UnsafeMutablePointer<Float>, _ target: UnsafeMutablePointer<Float>, _ count: Int) {
    if count < 16 {
      for index in 0..<count { target[index] = source[index] }
    } else {
      target.update(from: source, count: count)
    }
  }

  /// Adds the rows of windows to the places they came from, in the block's images, which start as zeros with the first
  /// group.
  func fold(_ patches: UnsafeMutablePointer<Float>, into images: HostFloats) {
    if group == 0 { (images + examples.lowerBound * s.image).update(repeating: 0, count: examples.count * s.image) }
    var source = patches
    forEachWindow { example, row, column in
      let image = images + (example * s.image + group * s.groupChannels)
      for i in 0..<s.kernelHeight {
        foldRow(image, row + i, column, source)
        source += s.kernelWidth * s.groupChannels
      }
    }
  }

  @inline(__always)
  private func foldRow(
    _ image: UnsafeMutablePointer<Float>, _ y: Int, _ column: Int, _ source: UnsafeMutablePointer<Float>
  ) {
    guard y >= 0, y < s.height else { return }
    let width = s.groupChannels
    let (first, last) = (max(0, -column), max(0, min(s.kernelWidth, s.width - column)))
    guard first < last else { return }
    let target = image + (y * s.width + column) * s.channels
    if s.groups == 1 {
      let (sums, terms) = (target + first * width, source + first * width)
      for index in 0..<(last - first) * width { sums[index] += terms[index] }
    } else {
      for j in first..<last {
        let (sums, terms) = (target + j * s.channels, source + j * width)
        for index in 0..<width { sums[index] += terms[index] }
      }
    }
  }

  /// Every window of the block, by its example and the place of its first corner.
  @inline(__always)
  private func forEachWindow(_ body: (_ example: Int, _ row: Int, _ column: Int) -> Void) {
    for example in examples {
      for row in 0..<s.outputHeight {
        for column in 0..<s.outputWidth { body(example, row * s.stride - s.padding, column * s.stride - s.padding) }
      }
    }
  }
}
