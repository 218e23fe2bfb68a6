import Compute
import Foundation
import Glibc
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

  /// Rounding both factors to b binary digits is wrong by at most 2^(1−b) of each product; the sum itself adds less than
  /// 10⁻⁵ of the largest. Single precision shows far less, so it did not round.
  @Test(arguments: [(Precision.single, 24), (.tf32, 11), (.bfloat16, 8)])
  func `products round their factors as the precision says`(_ precision: Precision, _ digits: Int) throws {
    let (reference, backend) = (ReferenceBackend(), try Device.cuda(precision).backend())
    func product(_ backend: any Backend) throws -> Tensor {
      let (a, b) = (try backend.random([40, 30], 1), try backend.random([50, 30], 2))
      let c = try backend.tensor([40, 50], filledWith: 0)
      backend.multiply(a, transposed: false, b, transposed: true, alpha: 1, beta: 0, into: c)
      return c
    }
    let truth = reference.values(of: try product(reference))
    let found = try backend.download(product(backend))
    let error = zip(truth, found).reduce(0) { max($0, abs($1.0 - Double($1.1))) }
    let largest = 30.0
    #expect(error < largest * (pow(2, Double(1 - digits)) + 1e-5))
    // Thirty roundings never all cancel: what is less than a hundredth of one rounding did not round.
    if precision != .single { #expect(error > pow(2, Double(-digits)) / 100) }
  }

  @Test func `kernels are compiled once and kept, and a torn file is compiled again`() throws {
    let cuda = try StandInCUDA()
    _ = try cuda.device()
    let file = try #require(try cuda.cachedKernels().first)
    let whole = try Data(contentsOf: URL(filePath: file))
    try whole.prefix(whole.count / 2).write(to: URL(filePath: file))
    _ = try cuda.device()
    #expect(try Data(contentsOf: URL(filePath: file)) == whole)
    #expect(try cuda.cachedKernels() == [file])
  }

  @Test(arguments: [S_IFDIR, S_IFIFO])
  func `kernels are compiled where no file can be kept`(_ kind: mode_t) throws {
    let cuda = try StandInCUDA()
    _ = try cuda.device()
    let file = try #require(try cuda.cachedKernels().first)
    try FileManager.default.removeItem(atPath: file)
    // A folder tells of no end, and opening a pipe waits for a writer.
    #expect(kind == S_IFDIR ? mkdir(file, 0o755) == 0 : mkfifo(file, 0o600) == 0)
    _ = try CUDABackend(on: cuda.device(), .single).tensor([4], filledFrom: 1)
  }

  @Test func `memory is asked of the driver once for tensors that follow each other`() throws {
    let cuda = try StandInCUDA()
    let backend = try CUDABackend(on: cuda.device(), .single)
    _ = try backend.tensor([1000], filledFrom: 1)
    let asked = try cuda.count("cuMemAlloc_v2")
    for round in 0..<10 { _ = try backend.tensor([1000], filledFrom: Float(round)) }
    #expect(try cuda.count("cuMemAlloc_v2") == asked)
  }

  @Test func `uploads wait only for the buffer they need`() throws {
    let cuda = try StandInCUDA()
    let backend = try CUDABackend(on: cuda.device(), .single)
    let tensor = try backend.allocate([4])
    for round in 0..<40 { try backend.upload([Float](repeating: Float(round), count: 4), into: tensor) }
    #expect(try cuda.count("cuEventRecord") == 40)
    #expect(try cuda.count("cuEventSynchronize") == 24)
    #expect(try backend.download(tensor) == [39, 39, 39, 39])
  }

  @Test func `without room the error says what was asked for, and what is freed can be used`() throws {
    let cuda = try StandInCUDA()
    let budget = 64 << 20
    let backend = try CUDABackend(on: cuda.device(budget: budget), .single)
    var held: [Tensor] = [try backend.allocate([2 << 20])]
    #expect {
      held.append(try backend.allocate([8 << 20]))
    } throws: { error in
      guard case .outOfMemory("cuda", 32 << 20, let used, budget)? = error as? DeviceError else { return false }
      return used >= 8 << 20
    }
    // The idle block is of another size: it goes back to the driver, and the budget has room again.
    held = []
    held.append(try backend.tensor([7 << 20], filledFrom: 1))
    #expect(try backend.download(held[0]).count == 7 << 20)
    #expect(try cuda.count("cuMemFree_v2") > 0)
  }

  @Test func `a lane is opened in the memory that tensors of other lanes have given back`() throws {
    let cuda = try StandInCUDA()
    let device = try cuda.device(budget: 80 << 20)
    _ = try CUDABackend(on: device, .single).allocate([6 << 20])
    let second = try CUDABackend(on: device, .single)
    #expect(try second.download(second.tensor([4], filledFrom: 1)) == [1, 2, 3, 4])
    // Each lane has 32 MiB for cuBLAS, so a third has none.
    #expect {
      _ = try CUDABackend(on: device, .single)
    } throws: { error in
      guard case .outOfMemory("cuda", 32 << 20, _, 80 << 20)? = error as? DeviceError else { return false }
      return "\(error)".contains("has no room for 32 MiB more") && "\(error)".contains("WORKBENCH_DEVICE_MEMORY")
    }
  }

  @Test func `a backend that failed hides no algorithm from the others of its lane`() throws {
    let cuda = try StandInCUDA()
    let device = try cuda.device()
    func convolve(on backend: CUDABackend) throws {
      let images = try backend.tensor([2, 4, 4, 3], filledFrom: 1)
      let kernels = try backend.tensor([5, 3, 3, 3], filledFrom: 1)
      let output = try backend.allocate([2, 4, 4, 5])
      if failsFirst { backend.fill(output, with: 0) }
      backend.convolve(images, kernels, Convolution(padding: 1), into: output)
      try backend.synchronise()
    }
    var failsFirst = true
    try cuda.fail("cuLaunchKernel", status: 719)
    #expect(throws: DeviceError.self) { try convolve(on: CUDABackend(on: device, .single)) }
    failsFirst = false
    let launched = try cuda.count("cuLaunchKernel")
    // Four lanes are lent in turn, so that one of these has the first one's.
    for _ in 0..<4 { try convolve(on: CUDABackend(on: device, .single)) }
    // All were cuDNN's, since patches would take kernels of our own.
    #expect(try cuda.count("cuLaunchKernel") == launched)
  }

  @Test func `a device with less memory than its budget says so too`() throws {
    let cuda = try StandInCUDA()
    let backend = try CUDABackend(on: cuda.device(), .single)
    try cuda.setMemory(48 << 20)
    #expect(throws: DeviceError.self) { _ = try backend.allocate([16 << 20]) }
    _ = try backend.tensor([1000], filledFrom: 1)
  }

  @Test func `a new lane takes memory that the open ones only keep`() throws {
    let cuda = try StandInCUDA()
    let device = try cuda.device(budget: 80 << 20)
    let first = try CUDABackend(on: device, .single)
    _ = try first.tensor([10 << 20], filledFrom: 1)
    let second = try CUDABackend(on: device, .single)
    #expect(try cuda.count("cuStreamCreate") == 2)
    #expect(try second.download(second.tensor([4], filledFrom: 1)) == [1, 2, 3, 4])
  }

  @Test func `where another lane has no room, backends share the open one`() throws {
    let cuda = try StandInCUDA()
    let device = try cuda.device(budget: 60 << 20)
    let first = try CUDABackend(on: device, .single)
    let tensors = try (1...5).map { number in
      let backend = try CUDABackend(on: device, .single)
      return (backend, try backend.tensor([4], filledFrom: Float(number)))
    }
    for (number, (backend, tensor)) in zip(1..., tensors) {
      #expect(try backend.download(tensor) == (0..<4).map { Float(number + $0) })
    }
    #expect(try cuda.count("cuStreamCreate") == 1)
    _ = try first.tensor([4 << 20], filledFrom: 1)
  }

  @Test func `a device without room for one lane says how much it has`() throws {
    let cuda = try StandInCUDA()
    let device = try cuda.device(budget: 1 << 20)
    #expect(throws: DeviceError.outOfMemory(device: "cuda", bytes: 32 << 20, used: 0, budget: 1 << 20)) {
      _ = try CUDABackend(on: device, .single)
    }
  }

  @Test func `what fails in a computation is thrown by the next call that can, and by all after it`() throws {
    let cuda = try StandInCUDA()
    let device = try cuda.device()
    let backend = try CUDABackend(on: device, .bfloat16)
    let (a, c) = (try backend.tensor([4, 4], filledFrom: 1), try backend.allocate([4, 4]))
    try cuda.fail("cuLaunchKernel", status: 719)
    backend.multiply(a, transposed: false, a, transposed: false, alpha: 1, beta: 0, into: c)
    for _ in 0..<2 {
      #expect {
        _ = try backend.download(c)
      } throws: { "\($0)".contains("cuLaunchKernel(round_to_bfloat16) gave error 719 (unspecified launch failure)") }
    }
    // Another backend of the device goes on: the fault was not the device's.
    _ = try CUDABackend(on: device, .single).tensor([4], filledFrom: 1)
  }

  @Test func `a lost device fails everything with its own words`() throws {
    let cuda = try StandInCUDA()
    let device = try cuda.device()
    let backend = try CUDABackend(on: device, .single)
    let tensor = try backend.tensor([4], filledFrom: 1)
    try cuda.fail("cuStreamSynchronize", status: 700, isLost: true)
    for _ in 0..<2 {
      #expect {
        _ = try backend.download(tensor)
      } throws: { "\($0)".contains("error 700 (an illegal memory access was encountered)") }
    }
    #expect(throws: DeviceError.self) { _ = try CUDABackend(on: device, .single).tensor([4], filledFrom: 1) }
  }

  @Test(arguments: ["libcuda.so.1", "libcublas.so.12", "libnvrtc.so.12"])
  func `a missing library is named with where it was looked for`(_ library: String) throws {
    let cuda = try StandInCUDA()
    try FileManager.default.removeItem(atPath: "\(cuda.folder)/\(library)")
    #expect {
      _ = try cuda.device()
    } throws: { error in
      let text = "\(error)"
      return text.contains(library) && text.contains(cuda.folder) && text.contains("WORKBENCH_CUDA")
    }
  }

  @Test func `a library that is there but broken is told from a missing one`() throws {
    let cuda = try StandInCUDA()
    let library = "\(cuda.folder)/libnvrtc.so.12"
    try Data("no library".utf8).write(to: URL(filePath: library))
    #expect {
      _ = try cuda.device()
    } throws: { "\($0)".contains("is there but does not open: \(library): ") }
  }

  @Test func `a driver without a device says so`() throws {
    let cuda = try StandInCUDA()
    try cuda.fail("cuInit", status: 100)
    #expect {
      _ = try cuda.device()
    } throws: { "\($0)".contains("cuInit gave error 100 (no CUDA-capable device is detected)") }
  }
}

extension Backend {
  /// A tensor that counts up from a number.
  func tensor(_ shape: [Int], filledFrom first: Float) throws -> Tensor {
    try tensor(shape, (0..<shape.reduce(1, *)).map { first + Float($0) })
  }
}
