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
    let own = folders.paths.flatMap { folder in names.map { "\(folder)/\($0)" } }
    let paths = own + (folders.includesSystem ? names : [])
    for path in paths {
      if let handle = dlopen(path, RTLD_NOW | RTLD_LOCAL) {
        (self.path, self.handle) = (path, handle)
        return
      }
    }
    return nil
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
