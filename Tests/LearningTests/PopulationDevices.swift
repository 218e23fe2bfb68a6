import Compute
import Foundation

/// Whether `WORKBENCH_CUDA` names a folder of CUDA's libraries, or of those that stand in for them under `make test`.
let hasCUDA = ProcessInfo.processInfo.environment["WORKBENCH_CUDA"] != nil

/// The devices that models may be fitted on.
func populationDevices() throws -> [any Backend] {
  try [CPUBackend(), CPUBackend(threads: 2)] + (hasCUDA ? [Device.cuda(.single).backend()] : [])
}
