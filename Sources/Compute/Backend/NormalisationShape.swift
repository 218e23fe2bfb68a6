/// The sizes that take part in one batch normalisation, checked against each other.
struct NormalisationShape: Sendable {
  let rows: Int
  let channels: Int

  /// Stops unless every tensor of numbers per channel has one for each channel of the input.
  init(_ input: Tensor, perChannel: [Tensor]) {
    precondition(input.shape.count > 1, "normalisation of shape \(input.shape)")
    (rows, channels) = (input.rows, input.width)
    for tensor in perChannel {
      precondition(tensor.shape == [channels], "normalisation of \(input.shape) with a tensor of \(tensor.shape)")
    }
  }
}
