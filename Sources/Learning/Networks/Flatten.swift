public import Compute

/// The numbers of each example as one row; shares the memory. O(1).
public final class Flatten: Layer {
  private var shape = Kept<[Int]>()

  public init() {}

  public func forward(_ input: Tensor, _ pass: Pass) -> Tensor {
    shape.keep(input.shape, in: pass)
    return input.reshaped([input.shape[0], input.shape.dropFirst().reduce(1, *)])
  }

  public func backward(_ outputGradient: Tensor, needsInput: Bool, _ pass: Pass) -> Tensor? {
    outputGradient.reshaped(shape.take(for: "flatten"))
  }
}
