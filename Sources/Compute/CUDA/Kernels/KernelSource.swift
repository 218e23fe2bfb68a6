/// The kernels, written once in a dialect that NVRTC reads as CUDA and an OpenCL compiler as OpenCL C.
///
/// Two rules keep the dialect small: every pointer says what memory it points into, and shared arrays are declared at the
/// top of a kernel. Sums have a fixed order; only counts are added atomically.
package enum KernelSource {
  /// One program of all kernels.
  package static let all = [
    prelude, products, elements, rows, sorting, losses, windows, partialSums, convolution, depthwise, pooling,
    normalisation, activations, ranks, factors, populations,
  ].joined(separator: "\n")
}
