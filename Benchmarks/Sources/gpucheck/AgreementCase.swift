import Compute

/// A computation that every device should agree on, within a tolerance relative to the largest number of a tensor.
struct AgreementCase {
  let name: String
  let tolerance: Tolerance
  /// The same computation, done on any device.
  let compute: (any Backend) throws -> [Tensor]

  init(_ name: String, _ tolerance: Tolerance, _ compute: @escaping (any Backend) throws -> [Tensor]) {
    (self.name, self.tolerance, self.compute) = (name, tolerance, compute)
  }

  /// What may differ.
  enum Tolerance {
    /// Copies, choices and orders: nothing.
    case none
    /// A few roundings of single precision, each 2⁻²⁴ of a number.
    case roundings
    /// Sums of products in single precision in another order.
    case sums
    /// Sums of products whose factors the device may round first.
    case products

    /// Relative to the largest number. A wrong or missing term of a short sum moves it by more than 10⁻³. TF32 drops up to
    /// 2⁻¹⁰ of each of two factors, bfloat16 rounds each by up to 2⁻⁹; both are doubled for sums whose terms cancel.
    func bound(_ precision: Precision) -> Double {
      switch (self, precision) {
      case (.none, _): 0
      case (.roundings, _): 2e-6
      case (.sums, _), (.products, .single): 1e-5
      case (.products, .tf32): 4e-3
      case (.products, .bfloat16): 8e-3
      }
    }

    /// Only products and convolutions have precisions.
    var precisions: [Precision] {
      if case .products = self { Precision.allCases } else { [.single] }
    }
  }
}
