import Compute
import DSL
import Datasets
import Pipeline
import Vocabulary

/// Where a report's numbers come from: versions, seeds, data, every step's key and the digest of its result.
/// No times and no thread count: the same study gives the same bytes.
struct Manifest: Encodable {
  let format = 1
  let study: StudyIdentity
  let program: Program
  /// Absent for the processor.
  let device: DeviceIdentity?
  let seeds: Seeds
  let data: [DataIdentity]
  let steps: [StepIdentity]

  /// `bibliography` is the digest of that file, absent without one.
  struct StudyIdentity: Encodable {
    let title, sha256: String, bibliography: String?, overrides: [String], replicates: Int
  }
  struct Program: Encodable { let name, version, openblas, openblasCore, device: String }
  struct DeviceIdentity: Encodable {
    let name, model, computeCapability, driver, cublas, nvrtc: String
    /// Absent where cuDNN is not installed.
    let cudnn: String?
    /// Bytes.
    let memory: Int
    let precision: String

    /// `nil` for the processor.
    init?(_ device: PickedDevice) {
      guard let found = device.description else { return nil }
      (name, model) = (device.device.name, found.name)
      computeCapability = "\(found.computeCapability.major).\(found.computeCapability.minor)"
      (driver, cublas, nvrtc, cudnn) = (found.driver, found.blas, found.compiler, found.dnn)
      (memory, precision) = (found.totalMemory, device.device.precision.rawValue)
    }
  }
  struct Seeds: Encodable { let root: UInt64, generator: String }
  /// `sha256` is absent for rows that are generated.
  struct DataIdentity: Encodable { let name, source: String, sha256: String? }
  struct StepIdentity: Encodable { let name: String, key, result, status: String? }

  init(loaded: LoadedStudy, results: StudyResults) throws {
    let checked = loaded.study
    study = StudyIdentity(
      title: checked.title, sha256: loaded.digest.description,
      bibliography: checked.report.bibliography?.content.description, overrides: checked.overrides,
      replicates: checked.replicates)
    program = Program(
      name: "workbench", version: Release.version, openblas: LinearAlgebra.openBLASVersion,
      openblasCore: LinearAlgebra.openBLASCore, device: loaded.device.device.name)
    device = DeviceIdentity(loaded.device)
    seeds = Seeds(root: checked.seed, generator: "Philox 4x32-10")
    data = try checked.datasets.map { block in
      let source = Registries.source(block.source)
      let digest = source.files.isEmpty ? nil : try source.fingerprint(files: loaded.files).description
      return DataIdentity(name: block.name, source: block.source.name, sha256: digest)
    }
    steps = results.outcome.steps.map { step in
      StepIdentity(
        name: step.name, key: step.key?.description, result: step.content?.description,
        status: step.content == nil ? "failed" : nil)
    }
  }
}
