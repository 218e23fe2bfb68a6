import Glibc

/// The folders that CUDA's libraries are looked for in, before those the system knows.
struct CUDAFolders: Sendable, Hashable {
  let paths: [String]
  /// Whether the places that the system knows are looked at too.
  let includesSystem: Bool

  /// These folders and no others.
  init(only paths: [String]) { (self.paths, includesSystem) = (paths, false) }

  /// Those that `WORKBENCH_CUDA` lists, split by colons; then the packages of an active Python environment, which come with
  /// PyTorch; then where CUDA and its driver are usually installed.
  init(environment: [String: String]) {
    let own = (environment["WORKBENCH_CUDA"] ?? "").split(separator: ":").map(String.init)
    let roots = ["VIRTUAL_ENV", "CONDA_PREFIX"].compactMap { environment[$0] }
    let packages = roots.flatMap { Self.matches("\($0)/lib/python3*/site-packages/nvidia/*/lib") }
    let usual = ["/usr/local/cuda/lib64", "/usr/local/nvidia/lib64", "/usr/lib/wsl/lib"]
    (paths, includesSystem) = (own + packages + usual, true)
  }

  /// The variables that the folders depend on, as this process has them.
  static var ofProcess: CUDAFolders {
    var environment: [String: String] = [:]
    for name in ["WORKBENCH_CUDA", "VIRTUAL_ENV", "CONDA_PREFIX"] {
      if let value = getenv(name) { environment[name] = String(cString: value) }
    }
    return CUDAFolders(environment: environment)
  }

  /// Existing paths of a pattern of the shell, in alphabetical order.
  static func matches(_ pattern: String) -> [String] {
    var found = glob_t()
    defer { globfree(&found) }
    guard glob(pattern, 0, nil, &found) == 0, let paths = found.gl_pathv else { return [] }
    return (0..<Int(found.gl_pathc)).compactMap { index in paths[index].map { String(cString: $0) } }
  }
}
