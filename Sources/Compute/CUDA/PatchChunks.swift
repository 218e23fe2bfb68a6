/// The blocks of examples whose windows are laid side by side at once, [groups, examples · places, patch], so that a
/// convolution is a product for each group.
struct PatchChunks {
  /// At least one, which is empty where there are no examples.
  let examples: [Range<Int>]
  /// What the windows of the largest block take; 0 where windows are places and the images themselves serve.
  let bytes: Int

  /// Blocks of at most `limit` bytes, or of one example each where that takes more.
  init(_ s: ConvolutionShape, limit: Int) {
    let example = s.isPointwise ? 0 : 4 * s.groups * s.places * s.patch
    let size = max(1, example == 0 ? s.examples : min(s.examples, limit / example))
    let starts = stride(from: 0, to: max(1, s.examples), by: size)
    examples = starts.map { $0..<min(s.examples, $0 + size) }
    bytes = example * min(size, s.examples)
  }
}
