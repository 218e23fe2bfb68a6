import Compute
import Testing

/// What the device does besides computing: memory, errors, the order of calls.
@Suite(.enabled(if: Devices.hasCUDA, "make test builds stand-ins for CUDA's libraries")) struct CUDATests {
  @Test(arguments: [0, 1, 7, 1_000_000, 5_000_000])
  func `what is uploaded comes down again`(_ count: Int) throws {
    let backend = try Device.cuda(.single).backend()
    let values = (0..<count).map { Float($0) }
    #expect(try backend.download(backend.tensor([count], values)) == values)
    let doubles = (0..<count / 8).map { Double($0) / 3 }
    #expect(try backend.download(backend.doubles([count / 8], doubles)) == doubles)
    let tensor = try backend.tensor([count], values)
    let copy = try backend.allocate([count])
    backend.copy(tensor, into: copy)
    #expect(try backend.download(copy) == values)
  }

  @Test(arguments: Precision.allCases)
  func `a product in single precision is one whatever the backend's precision is`(_ precision: Precision) throws {
    func product(on backend: any Backend, _ owner: any Backend) throws -> [Float] {
      let (a, b) = (try owner.random([30, 40], 1), try owner.random([40, 20], 2))
      let c = try owner.allocate([30, 20])
      backend.multiply(a, transposed: false, b, transposed: false, alpha: 1, beta: 0, into: c)
      return try owner.download(c)
    }
    let (single, rounded) = (try Device.cuda(.single).backend(), try Device.cuda(precision).backend())
    let exact = try product(on: single, single)
    #expect(try product(on: rounded.inSinglePrecision, rounded) == exact)
    // What is asked for is what makes the difference.
    #expect(try (product(on: rounded, rounded) == exact) == (precision == .single))
  }
}
