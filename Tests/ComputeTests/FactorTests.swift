import Compute
import Testing

/// Sums of at most a few thousand products of numbers below 1 in double precision, in orders of the devices' own.
private let roundings = 1e-12

@Suite struct FactorTests {
  struct Sizes: Sendable, CustomTestStringConvertible {
    let examples: Int
    let classes: Int
    let width: Int
    var isWeighted = false
    /// Rows in play, some more than once; `nil` for all.
    var count: Int?
    var testDescription: String {
      "\(examples) × \(classes) × \(width), weighted \(isWeighted), \(count ?? -1) in play"
    }

    /// The bias alone; classes and columns about the kernels' tiles of 16 and 64; several slabs of 512 rows.
    static let all = [
      Sizes(examples: 1, classes: 1, width: 0), Sizes(examples: 70, classes: 3, width: 5, isWeighted: true),
      Sizes(examples: 300, classes: 16, width: 64, isWeighted: true, count: 431),
      Sizes(examples: 1300, classes: 17, width: 63), Sizes(examples: 600, classes: 2, width: 0, isWeighted: true),
      Sizes(examples: 90, classes: 33, width: 130, count: 64), Sizes(examples: 40, classes: 10, width: 3, count: 0),
    ]
  }

  @Test(arguments: Sizes.all) func `sums and products of gradients agree with the gradients written out`(
    _ sizes: Sizes
  ) throws {
    try Devices.compareDoubles(tolerance: roundings) { backend in
      let factors = GradientFactors(
        residuals: try backend.random([sizes.examples, sizes.classes], 1),
        features: try backend.random([sizes.examples, sizes.width], 2),
        weights: sizes.isWeighted ? try backend.random([sizes.examples], 3) : nil,
        rows: try sizes.count.map { try backend.randomIndices($0, below: sizes.examples, 4) })
      let stream = SeedStream(root: 5)
      let layer = try backend.doubles([factors.layer], (0..<factors.layer).map { stream.uniform($0) - 0.5 })
      let sum = try backend.allocateDoubles([factors.layer])
      let (products, norms) = (
        try backend.allocateDoubles([factors.count]), try backend.allocateDoubles([factors.count])
      )
      backend.sumFactors(factors, into: sum)
      backend.contractFactors(factors, with: layer, into: products)
      backend.squareFactors(factors, into: norms)
      return [sum, products, norms]
    }
  }

  @Test(.enabled(if: Devices.hasCUDA, "make test builds stand-ins for CUDA's libraries"))
  func `a row in play that is none shows as NaN`() throws {
    let backend = try Device.cuda(.single).backend()
    let factors = GradientFactors(
      residuals: try backend.random([4, 2], 1), features: try backend.random([4, 3], 2),
      rows: try backend.indices([3], [1, 4, -1]))
    let layer = try backend.doubles([8], [Double](repeating: 1, count: 8))
    let sum = try backend.allocateDoubles([8])
    let (products, norms) = (try backend.allocateDoubles([3]), try backend.allocateDoubles([3]))
    backend.sumFactors(factors, into: sum)
    backend.contractFactors(factors, with: layer, into: products)
    backend.squareFactors(factors, into: norms)
    #expect(try backend.download(sum).allSatisfy { $0.isNaN })
    for numbers in [try backend.download(products), try backend.download(norms)] {
      #expect(numbers.map(\.isNaN) == [false, true, true])
    }
  }
}
