import Compute
import Measuring

/// How fast the device copies within its memory, and from and to the main memory.
struct CopyCheck {
  let context: CheckContext

  func run() throws {
    let backend = try Device.cuda(.single).backend()
    // A GiB, far beyond any cache.
    let count = context.options.isSmall ? 1 << 16 : 1 << 28
    let (source, target) = (try backend.tensor([count], filledWith: 1), try backend.allocate([count]))
    backend.copy(source, into: target)
    try backend.synchronise()
    let repeats = 20
    let device = try seconds {
      for _ in 0..<repeats { backend.copy(source, into: target) }
      try backend.synchronise()
    }
    // Each element is read once and written once.
    add("device to device, reads and writes counted", bytes: Double(8 * count * repeats), device)
    let numbers = [Float](repeating: 1, count: count / 4)
    let small = try backend.allocate([count / 4])
    let up = try seconds {
      try backend.upload(numbers, into: small)
      try backend.synchronise()
    }
    add("main memory to device", bytes: Double(count), up)
    add("device to main memory", bytes: Double(count), try seconds { _ = try backend.download(small) })
  }

  private func add(_ what: String, bytes: Double, _ seconds: Double) {
    context.findings.add(what, device: "\((bytes / seconds / 1e9).rounded(to: 1)) GB/s")
  }
}
