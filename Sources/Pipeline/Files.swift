import Glibc
import Synchronization

/// The few calls to the file system that the store needs, with the system's reason in every error.
enum Files {
  /// The whole file or its first bytes, `nil` where there is none.
  static func read(_ path: String, first limit: Int = .max) throws(StoreError) -> [UInt8]? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else {
      if errno == ENOENT { return nil }
      throw failure("read", path)
    }
    defer { close(file) }
    guard let size = size(of: file) else { throw failure("read", path) }
    return try read(file, min(size, limit), path)
  }

  /// The size of a file in bytes, or `nil` where there is none.
  static func size(_ path: String) -> Int? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(status.st_size)
  }

  /// The names in a folder, in no order; none where it cannot be read.
  static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names = [String]()
    while let entry = readdir(stream) {
      let capacity = MemoryLayout.size(ofValue: entry.pointee.d_name)
      names.append(
        withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: capacity) { String(cString: $0) }
        })
    }
    return names
  }

  /// Makes a folder; its parent must exist.
  static func makeFolder(_ path: String) throws(StoreError) {
    guard mkdir(path, 0o777) != 0, errno != EEXIST else { return }
    throw failure("make the folder", path)
  }

  /// Writes a new file in a folder under a name of its own and returns its path. `isDurable` waits until it is on the
  /// disk.
  static func write(_ bytes: [UInt8], in folder: String, isDurable: Bool) throws(StoreError) -> String {
    let (file, path) = try create(in: folder)
    var offset = 0
    while offset < bytes.count {
      let count = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress.map { $0 + offset }, bytes.count - offset) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw abandon(file, path) }
      offset += count
    }
    if isDurable, fsync(file) != 0 { throw abandon(file, path) }
    guard close(file) == 0 else { throw failure("write", path) }
    return path
  }

  /// Takes the first free name; processes elsewhere, and files left by killed ones, may have some of them.
  private static func create(in folder: String) throws(StoreError) -> (file: Int32, path: String) {
    while true {
      let path = "\(folder)/\(getpid())-\(counter.wrappingAdd(1, ordering: .relaxed).oldValue)"
      let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if file >= 0 { return (file, path) }
      guard errno == EEXIST || errno == EINTR else { throw failure("write", path) }
    }
  }

  /// Puts a written file in its place, over one that is there.
  static func move(_ path: String, to target: String) throws(StoreError) {
    if rename(path, target) == 0 { return }
    let error = failure("write", target)
    unlink(path)
    throw error
  }

  /// Puts a written file in its place unless something is there; `false` if so.
  static func place(_ path: String, at target: String) throws(StoreError) -> Bool {
    if link(path, target) == 0 {
      unlink(path)
      return true
    }
    // Some file systems know no links; there the last of two writers at the same moment wins.
    guard errno == EEXIST || size(target) != nil else {
      try move(path, to: target)
      return true
    }
    unlink(path)
    return false
  }

  static func remove(_ path: String) { unlink(path) }

  private static func size(of file: Int32) -> Int? {
    var status = stat()
    return fstat(file, &status) == 0 ? Int(status.st_size) : nil
  }

  private static func read(_ file: Int32, _ size: Int, _ path: String) throws(StoreError) -> [UInt8] {
    var error: StoreError?
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { target, filled in
      while filled < size {
        let count = Glibc.read(file, target.baseAddress.map { $0 + filled }, size - filled)
        if count < 0, errno == EINTR { continue }
        if count < 0 { error = failure("read", path) }
        guard count > 0 else { return }
        filled += count
      }
    }
    if let error { throw error }
    return bytes
  }

  /// Gives up a file half written; the reason is taken before it can be overwritten.
  private static func abandon(_ file: Int32, _ path: String) -> StoreError {
    let error = failure("write", path)
    close(file)
    unlink(path)
    return error
  }

  private static func failure(_ operation: String, _ path: String) -> StoreError {
    .inaccessible(path: path, operation: operation, reason: strerror(errno).map { String(cString: $0) } ?? "unknown")
  }

  private static let counter = Atomic<Int>(0)
}
