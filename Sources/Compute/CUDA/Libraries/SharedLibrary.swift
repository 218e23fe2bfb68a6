import Glibc

/// A library that is opened while the program runs, so that the program starts without it.
///
/// It stays open until the process ends.
struct SharedLibrary: @unchecked Sendable {
  /// The name it was found under.
  let path: String
  private let handle: UnsafeMutableRawPointer

  /// The first of some names that opens, folder by folder; `nil` where none does.
  init?(_ names: [String], in folders: CUDAFolders) {
    for path in Self.paths(names, folders) {
      if let handle = dlopen(path, RTLD_NOW | RTLD_LOCAL) {
        (self.path, self.handle) = (path, handle)
        return
      }
    }
    return nil
  }

  /// Why the first file of those names that is there does not open, in the system's words; `nil` where none is there.
  static func obstacle(_ names: [String], in folders: CUDAFolders) -> String? {
    for path in paths(names, folders) where dlopen(path, RTLD_NOW | RTLD_LOCAL) == nil {
      guard let words = dlerror().map({ String(cString: $0) }) else { continue }
      // Of a name that the system looks for, only what it lacks itself: the words begin with what is missing.
      let isThere = path.contains("/") ? access(path, R_OK) == 0 : !words.hasPrefix("\(path):")
      if isThere { return words }
    }
    return nil
  }

  private static func paths(_ names: [String], _ folders: CUDAFolders) -> [String] {
    folders.paths.flatMap { folder in names.map { "\(folder)/\($0)" } } + (folders.includesSystem ? names : [])
  }

  /// A function by its name; `Function` must be the C type of that function. Throws ``MissingFunction``.
  func function<Function>(_ name: String, as type: Function.Type = Function.self) throws(MissingFunction) -> Function {
    guard let address = dlsym(handle, name) else { throw MissingFunction(name: name, library: path) }
    return unsafeBitCast(address, to: type)
  }
}

/// A library is too old, or too new, to have a function.
package struct MissingFunction: Error, Hashable, CustomStringConvertible {
  let name: String
  let library: String
  package var description: String { "\(library) has no function \(name)" }
}
