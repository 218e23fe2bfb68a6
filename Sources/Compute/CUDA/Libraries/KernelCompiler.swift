import Glibc

/// NVRTC, the compiler of CUDA kernels at run time: the functions that are used, under their own names less `nvrtc`.
package struct KernelCompiler: Sendable {
  typealias Status = Int32
  typealias Program = OpaquePointer?
  typealias Text = UnsafePointer<CChar>?

  static let names = ["libnvrtc.so.13", "libnvrtc.so.12", "libnvrtc.so"]

  private let version: @convention(c) (UnsafeMutablePointer<Int32>, UnsafeMutablePointer<Int32>) -> Status
  private let createProgram:
    @convention(c) (
      UnsafeMutablePointer<Program>, _ source: UnsafePointer<CChar>, _ name: Text, _ headers: Int32,
      UnsafePointer<Text>?, UnsafePointer<Text>?
    ) -> Status
  private let compileProgram: @convention(c) (Program, _ options: Int32, UnsafePointer<Text>?) -> Status
  private let destroyProgram: @convention(c) (UnsafeMutablePointer<Program>) -> Status
  private let getProgramLogSize: @convention(c) (Program, UnsafeMutablePointer<Int>) -> Status
  private let getProgramLog: @convention(c) (Program, UnsafeMutablePointer<CChar>) -> Status
  private let getCUBINSize: @convention(c) (Program, UnsafeMutablePointer<Int>) -> Status
  private let getCUBIN: @convention(c) (Program, UnsafeMutablePointer<CChar>) -> Status

  init(_ library: SharedLibrary) throws(MissingFunction) {
    version = try library.function("nvrtcVersion")
    createProgram = try library.function("nvrtcCreateProgram")
    compileProgram = try library.function("nvrtcCompileProgram")
    destroyProgram = try library.function("nvrtcDestroyProgram")
    getProgramLogSize = try library.function("nvrtcGetProgramLogSize")
    getProgramLog = try library.function("nvrtcGetProgramLog")
    getCUBINSize = try library.function("nvrtcGetCUBINSize")
    getCUBIN = try library.function("nvrtcGetCUBIN")
  }

  /// The compiler in the first of some folders that has one, or `nil`; to look at what it makes of the kernels.
  package init?(in folders: [String]) throws(MissingFunction) {
    let folders = CUDAFolders(only: folders)
    Self.openBuiltins(in: folders)
    guard let library = SharedLibrary(Self.names, in: folders) else { return nil }
    try self.init(library)
  }

  /// What the compiler loads by a bare name is opened by its path first, since some packages do not tell it where they lie.
  static func openBuiltins(in folders: CUDAFolders) {
    for path in folders.paths.flatMap({ CUDAFolders.matches("\($0)/libnvrtc-builtins.so*") }) {
      if dlopen(path, RTLD_NOW | RTLD_GLOBAL) != nil { return }
    }
  }

  /// Such as `12.9`.
  var versionText: String {
    var (major, minor) = (Int32(0), Int32(0))
    _ = version(&major, &minor)
    return "\(major).\(minor)"
  }

  /// Machine code of a source for an architecture such as `sm_90`. Throws with the compiler's own words.
  package func machineCode(of source: String, architecture: String) throws(CUDAFailure) -> [UInt8] {
    var program = Program.none
    try check(createProgram(&program, source, "kernels.cu", 0, nil, nil), "nvrtcCreateProgram", nil)
    defer { _ = destroyProgram(&program) }
    let options = ["--gpu-architecture=\(architecture)", "--std=c++17"]
    let status = Self.withTexts(options) { compileProgram(program, Int32(options.count), $0) }
    try check(status, "nvrtcCompileProgram", program)
    var size = 0
    try check(getCUBINSize(program, &size), "nvrtcGetCUBINSize", nil)
    var code = [CChar](repeating: 0, count: size)
    try check(getCUBIN(program, &code), "nvrtcGetCUBIN", nil)
    return code.map { UInt8(bitPattern: $0) }
  }

  private func check(_ status: Status, _ call: String, _ program: Program) throws(CUDAFailure) {
    guard status != 0 else { return }
    throw CUDAFailure(call: call, status: status, words: program.map { log(of: $0) } ?? "the compiler says no more")
  }

  private func log(of program: Program) -> String {
    var size = 0
    guard getProgramLogSize(program, &size) == 0, size > 0 else { return "the compiler says no more" }
    var log = [CChar](repeating: 0, count: size + 1)
    _ = getProgramLog(program, &log)
    return log.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
  }

  /// Lends an array of C strings for one call.
  private static func withTexts<Result>(_ texts: [String], _ body: (UnsafePointer<Text>?) -> Result) -> Result {
    let bytes = texts.map { Array($0.utf8CString) }
    let starts = bytes.indices.map { index in bytes[..<index].reduce(0) { $0 + $1.count } }
    return bytes.flatMap { $0 }.withUnsafeBufferPointer { all in
      starts.map { start in all.baseAddress.map { $0 + start } }.withUnsafeBufferPointer { body($0.baseAddress) }
    }
  }
}
