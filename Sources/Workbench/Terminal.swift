import Foundation

/// The one place that writes to standard output and standard error.
enum Terminal {
  /// A line for people or pipes on standard output.
  static func say(_ text: String) { write(text + "\n", to: FileHandle.standardOutput) }

  /// A line on standard error.
  static func complain(_ text: String) { write(text + "\n", to: FileHandle.standardError) }

  /// Raw text on standard error, for progress that redraws itself.
  static func draw(_ text: String) { write(text, to: FileHandle.standardError) }

  /// Whether standard error is a terminal that can redraw lines.
  static var isInteractive: Bool {
    isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
  }

  /// The width of the terminal in columns, 80 where unknown.
  static var columns: Int {
    var size = winsize()
    return ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 20 ? Int(size.ws_col) : 80
  }

  /// A closed pipe is no reason to crash: whoever listened has left.
  private static func write(_ text: String, to handle: FileHandle) {
    try? handle.write(contentsOf: Data(text.utf8))
  }
}
