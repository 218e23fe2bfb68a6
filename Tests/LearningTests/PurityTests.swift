import Compute
import Foundation
import Testing

@testable import Learning

@Test(
  "coalitions' models are pure with each of OpenBLAS's kernels that this processor runs", .enabled(if: isFirst),
  arguments: Processor.cores.filter { $0 != "SkylakeX" })
func purityOfKernels(core: String) throws { try repeatPurity(with: core) }

@Test(
  "coalitions' models are pure with OpenBLAS's kernels of 512 bits", .enabled(if: isFirst),
  .enabled(if: Processor.cores.contains("SkylakeX"), "this processor lacks AVX-512"))
func purityOfWideKernels() throws { try repeatPurity(with: "SkylakeX") }

/// Whether this process was not started by one of these tests.
private let isFirst = ProcessInfo.processInfo.environment[Processor.expectedCore] == nil

/// OpenBLAS chooses its kernels when it is loaded, so other kernels need a process of their own: this one once more,
/// with the test of purity alone.
private func repeatPurity(with core: String) throws {
  let process = Process()
  process.executableURL = URL(filePath: "/proc/self/exe")
  process.arguments = ["--testing-library", "swift-testing", "--filter", #"LearningTests\.purity\(\)"#]
  process.environment = ProcessInfo.processInfo.environment.merging(
    ["OPENBLAS_CORETYPE": core, Processor.expectedCore: core]
  ) { $1 }
  let output = Pipe()
  process.standardOutput = output
  process.standardError = output
  try process.run()
  let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  process.waitUntilExit()
  #expect(process.terminationStatus == 0, "\(text)")
  #expect(text.contains("Test run with 1 test"), "\(text)")
}

/// What the processor can do.
enum Processor {
  /// The environment variable that tells a test which kernels it must find.
  static let expectedCore = "WORKBENCH_TEST_CORE"

  /// Kernels whose instructions it has, by the names OpenBLAS takes in `OPENBLAS_CORETYPE`; none where it is no x86-64.
  static var cores: [String] {
    let needed = [("Haswell", "avx2"), ("SkylakeX", "avx512f"), ("Zen", "avx2"), ("Sandybridge", "avx")]
    let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let flags = text.split(separator: "\n").first { $0.hasPrefix("flags") }?.split(separator: " ") ?? []
    return needed.filter { flags.contains(Substring($0.1)) }.map { $0.0 }
  }
}
