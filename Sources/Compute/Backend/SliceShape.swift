/// The sizes that take part in picking slices along a first axis, checked against each other.
struct SliceShape: Sendable {
  /// Slices of the side that is picked from.
  let slices: Int
  /// Slices picked.
  let picked: Int
  /// Numbers of one slice.
  let width: Int

  /// Stops where `some` are not slices of `all` at the indices.
  init(all: Tensor, indices: Indices, some: Tensor) {
    precondition(
      indices.shape.count == 1 && !all.shape.isEmpty && some.shape == indices.shape + all.shape.dropFirst(),
      "slices \(some.shape) at \(indices.shape) positions of \(all.shape)")
    (slices, picked) = (all.shape[0], indices.count)
    width = all.shape.dropFirst().reduce(1, *)
  }

  /// A position read from indices; stops outside the first axis.
  @inline(__always)
  func check(_ position: Int32) -> Int {
    precondition(position >= 0 && position < slices, "slice \(position) of \(slices)")
    return Int(position)
  }

  /// Stops where `some` are not slices of `all` from the first on.
  init(all: Tensor, from first: Int, some: Tensor) {
    precondition(
      !all.shape.isEmpty && all.shape.dropFirst() == some.shape.dropFirst() && some.shape.count == all.shape.count
        && first >= 0 && first + some.shape[0] <= all.shape[0], "slices \(some.shape) of \(all.shape) from \(first) on")
    (slices, picked) = (all.shape[0], some.shape[0])
    width = all.shape.dropFirst().reduce(1, *)
  }
}
