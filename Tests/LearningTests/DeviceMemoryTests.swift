import Compute
import Datasets
import Foundation
import Testing
import Vocabulary

@testable import Learning

/// Trainings on a device with little memory, which stand-ins for CUDA's libraries make of the processor.
@Suite(.enabled(if: Room.folder != nil, "make test builds stand-ins for CUDA's libraries"))
struct DeviceMemoryTests {
  /// Rows of 1,000 features and 8 units: a batch takes most where it is gathered, some 4 KiB an example.
  private static let examples = clouds(4096, features: 1000, classes: 3)

  @Test func `without room for an update the error names a batch that fits, and one of that size trains`() throws {
    let room = try Room(Self.examples, batch: 4096, mebibytes: 64)
    let found = try #require(throws: LearningError.self) { try room.train() }
    guard case .tooLargeBatch(4096, let fitting?, .outOfMemory("cuda", _, _, 64 << 20)) = found else {
      Issue.record("\(found)")
      return
    }
    #expect("\(found)".contains("write batch_size: \(fitting)") && fitting < 4096)
    try Room(Self.examples, batch: fitting, mebibytes: 64).train()
    // Twice as many were tried and did not fit.
    #expect(throws: LearningError.self) { try Room(Self.examples, batch: 2 * fitting, mebibytes: 64).train() }
  }

  @Test func `without room for one example the error says so`() throws {
    let room = try Room(Self.examples, batch: 64, mebibytes: 64)
    let held = try room.takeTheRest()
    let found = try #require(throws: LearningError.self) { try room.train() }
    #expect("\(found)".contains("not even one example fits"), "\(found)")
    _ = held
  }

  @Test func `a pass without room goes on in halves and says the same of every row`() throws {
    let roomy = try Room(Self.examples, batch: 256, mebibytes: 256)
    let narrow = try Room(Self.examples, batch: 256, mebibytes: 64)
    let held = try narrow.takeTheRest(but: 200_000)
    let (some, all) = (try narrow.terms(), try roomy.terms())
    // Sums of 1,000 products of order one in single precision, in another order at most.
    #expect(zip(some.losses, all.losses).allSatisfy { abs($0 - $1) < 1e-4 })
    #expect(some.losses.count == 4096)
    _ = held
  }

  @Test func `terms that stay on the device are gathered in halves too`() throws {
    let roomy = try Room(Self.examples, batch: 256, mebibytes: 256)
    let narrow = try Room(Self.examples, batch: 256, mebibytes: 64)
    // Some 200,000 bytes are for the terms.
    let held = try narrow.takeTheRest(but: 600_000)
    let (some, all) = (try narrow.deviceTerms(), try roomy.terms())
    // Sums of 1,000 products of order one in single precision, in another order at most.
    let losses = try narrow.backend.download(some.losses)
    #expect(losses.count == 4096 && zip(losses, all.losses).allSatisfy { abs($0 - $1) < 1e-4 })
    let residuals = try narrow.backend.download(some.residuals)
    #expect(zip(residuals, all.residuals.elements).allSatisfy { abs($0 - $1) < 1e-4 })
    _ = held
  }
}

/// A small network and its examples on a device with a budget.
private struct Room {
  static let folder = ProcessInfo.processInfo.environment["WORKBENCH_CUDA"]

  let backend: any Backend
  let data: NetworkExamples
  let training: Training
  let members: ChosenExamples

  init(_ examples: Examples, batch: Int, mebibytes: Int) throws {
    let device = try CUDADevice(
      folder: try #require(Self.folder), budget: mebibytes << 20, cache: KernelCache(folder: nil))
    backend = try CUDABackend(on: device, .single)
    let settings: Arguments = Arguments([
      "batch_size": .integer(batch), "epochs": .integer(1), "hidden": .list([.integer(8)]),
    ])
    let learner = MLP(settings)
    let input = NetworkInput.rows(features: examples.features.columns)
    let network = try learner.network(
      for: input, classes: examples.classes, Initialisation(on: backend, seeds: SeedStream(root: 1)))
    data = try NetworkExamples(examples, as: input, on: backend)
    training = try Training(
      network, on: data, TrainingSettings(settings), backend: backend, seeds: SeedStream(root: 2))
    members = ChosenExamples(Array(0..<examples.count))
  }

  func train() throws { try training.run(epoch: 0, on: members, in: Run(seeds: SeedStream(root: 3))) }

  func terms() throws -> LastLayerTerms {
    try LastLayerTerms(of: training.network, on: data, backend, in: Run(seeds: SeedStream(root: 3)))
  }

  func deviceTerms() throws -> DeviceTerms {
    try DeviceTerms(of: training.network, on: data, backend, in: Run(seeds: SeedStream(root: 3)))
  }

  /// Holds all memory but so many bytes, in pieces that halve.
  func takeTheRest(but rest: Int = 0) throws -> [Tensor] {
    let kept = rest > 0 ? try backend.allocate([rest / 4]) : nil
    var (held, count) = ([Tensor](), 16 << 20)
    while count > 0 {
      do {
        held.append(try backend.allocate([count]))
      } catch { count /= 2 }
    }
    withExtendedLifetime(kept) {}
    return held
  }
}
