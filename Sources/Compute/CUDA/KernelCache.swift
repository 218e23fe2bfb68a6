import Glibc
import Vocabulary

/// Compiled kernels in files, one for each source, device and set of libraries, so that they are compiled once per device.
package struct KernelCache: Sendable {
  /// `nil` where nothing is kept.
  package let folder: String?

  package init(folder: String?) { self.folder = folder }

  /// The user's folder for caches.
  package static var ofProcess: KernelCache {
    KernelCache(folder: ProcessVariables().cacheFolder.map { "\($0)/workbench/kernels" })
  }

  /// The machine code of a source for a device, from its file or from the compiler. What cannot be written is
  /// compiled again next time.
  func machineCode(
    of source: String, for device: CUDADescription, by compiler: KernelCompiler
  ) throws(CUDAFailure) -> [UInt8] {
    let key = ContentKey(of: [source, device.identity].joined(separator: "\n"))
    let path = folder.map { "\($0)/\(key).cubin" }
    if let path, let code = Self.read(path) { return code }
    let code = try compiler.machineCode(of: source, architecture: device.architecture)
    if let path, let folder { Self.write(code, to: path, in: folder) }
    return code
  }

  /// The code behind its digest, or nothing where the file is missing, torn or no file at all.
  private static func read(_ path: String) -> [UInt8]? {
    var facts = stat()
    // A folder has no end to read to, and a pipe would be waited for.
    guard stat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG, let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    fseek(file, 0, SEEK_END)
    var bytes = [UInt8](repeating: 0, count: max(0, ftell(file)))
    rewind(file)
    guard fread(&bytes, 1, bytes.count, file) == bytes.count, bytes.count > digestLength else { return nil }
    let code = Array(bytes.dropFirst(digestLength))
    return Array(bytes.prefix(digestLength)) == digest(code) ? code : nil
  }

  /// Written beside and renamed, so that a reader never sees a part.
  private static func write(_ code: [UInt8], to path: String, in folder: String) {
    makeFolders(folder)
    let draft = "\(path).\(getpid())"
    guard let file = fopen(draft, "wb") else { return }
    let bytes = digest(code) + code
    let isWhole = fwrite(bytes, 1, bytes.count, file) == bytes.count
    guard fclose(file) == 0 && isWhole && rename(draft, path) == 0 else {
      remove(draft)
      return
    }
  }

  private static func makeFolders(_ folder: String) {
    let parts = folder.split(separator: "/", omittingEmptySubsequences: false)
    for end in parts.indices { mkdir(parts[...end].joined(separator: "/"), 0o755) }
  }

  private static let digestLength = 64
  private static func digest(_ code: [UInt8]) -> [UInt8] { Array(ContentKey(of: code).description.utf8) }
}
