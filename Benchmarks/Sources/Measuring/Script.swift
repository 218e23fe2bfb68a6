import Glibc

/// A peer's script, run by a Python.
package struct Script {
  private let path: String
  private let python: String
  private let seconds: Int

  /// It is stopped after so many seconds.
  package init(_ path: String, python: String = "python3", seconds: Int = 3600) {
    (self.path, self.python, self.seconds) = (path, python, seconds)
  }

  /// What it prints, or nil where the script, its Python or something it imports is missing, or its time was over.
  ///
  /// A program that was started with libraries of its own says in `OUTER_LIBRARY_PATH` where those of others are.
  package func output(_ arguments: [String]) -> String? {
    guard access(path, R_OK) == 0 else { return nil }
    let line = #"exec env LD_LIBRARY_PATH="${OUTER_LIBRARY_PATH-${LD_LIBRARY_PATH-}}" "$@" 2>/dev/null"#
    let command = Command(["timeout", "\(seconds)", "sh", "-c", line, "sh", python, path] + arguments)
    var text = ""
    return command.run { text += $0 + "\n" } == 0 ? text : nil
  }
}
