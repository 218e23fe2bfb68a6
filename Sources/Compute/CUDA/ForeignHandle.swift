/// Something of CUDA's libraries that threads may share: a context, a module, a function, a stream, an event.
struct ForeignHandle: @unchecked Sendable {
  let raw: OpaquePointer?

  /// Takes what a function of a library writes.
  init(_ create: (inout OpaquePointer?) throws(CUDAFailure) -> Void) throws(CUDAFailure) {
    var handle: OpaquePointer?
    try create(&handle)
    raw = handle
  }
}
