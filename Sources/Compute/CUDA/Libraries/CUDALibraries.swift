/// The libraries of CUDA that the device is reached through, opened while the program runs.
struct CUDALibraries: Sendable {
  let driver: CUDADriver
  let blas: BLASLibrary
  let compiler: KernelCompiler
  /// `nil` where cuDNN is not installed: convolutions are then matrix products over patches.
  let dnn: DNNLibrary?

  /// Opens what is there. Throws ``DeviceError/missing(device:reason:)`` naming what was looked for, and where.
  init(in folders: CUDAFolders) throws(DeviceError) {
    do {
      driver = try CUDADriver(Self.open(CUDADriver.names, folders, whose: "NVIDIA's driver"))
      blas = try BLASLibrary(Self.open(BLASLibrary.names, folders, whose: "cuBLAS of CUDA 12 or newer"))
      KernelCompiler.openBuiltins(in: folders)
      compiler = try KernelCompiler(Self.open(KernelCompiler.names, folders, whose: "NVRTC of CUDA 12 or newer"))
      dnn = try SharedLibrary(DNNLibrary.names, in: folders).map { library throws(MissingFunction) in
        try DNNLibrary(library)
      }
    } catch let error as DeviceError {
      throw error
    } catch {
      throw .missing(device: "cuda", reason: "\(error)")
    }
  }

  private static func open(
    _ names: [String], _ folders: CUDAFolders, whose owner: String
  ) throws(DeviceError) -> SharedLibrary {
    if let library = SharedLibrary(names, in: folders) { return library }
    if let obstacle = SharedLibrary.obstacle(names, in: folders) {
      throw .missing(device: "cuda", reason: "\(owner) is there but does not open: \(obstacle)")
    }
    throw .missing(
      device: "cuda",
      reason:
        "\(owner) (\(names.joined(separator: " or "))) is neither in \(folders.paths.joined(separator: ", ")) nor where the "
        + "system looks for libraries")
  }
}
