/// The sizes that take part in gathering images through moved windows, checked against each other.
struct MovedShape: Sendable {
  /// The images that are picked from and those picked.
  let slices: SliceShape
  let height: Int
  let width: Int
  let channels: Int

  /// Stops where `some` are not images of `all`, or where not every one of them has a move.
  init(all: Tensor, indices: Indices, moves: Indices, some: Tensor) {
    precondition(all.shape.count == 4, "images \(all.shape) to be moved")
    slices = SliceShape(all: all, indices: indices, some: some)
    moves.require([indices.count, 3], "moves")
    (height, width, channels) = (all.shape[1], all.shape[2], all.shape[3])
  }
}
