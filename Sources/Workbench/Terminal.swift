import Foundation

/// The one place that writes to standard output and standard error.
enum Terminal {
  /// A line for people or pipes on standard output.
  static func say(_ text: String) { write(text + "\n", to: STDOUT_FILENO) }

  /// Whole files on standard output.
  static func write(_ bytes: [UInt8]) { write(bytes, to: STDOUT_FILENO) }

  /// A line on standard error.
  static func complain(_ text: String) { write(text + "\n", to: STDERR_FILENO) }

  /// Raw text on standard error, for progress that redraws itself.
  static func draw(_ text: String) { write(text, to: STDERR_FILENO) }

  /// Whether standard error is a terminal that can redraw lines.
  static var isInteractive: Bool {
    isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
  }

  /// Whether standard output is a terminal that shows bold letters.
  static var isStyled: Bool {
    let environment = ProcessInfo.processInfo.environment
    return isatty(STDOUT_FILENO) == 1 && environment["TERM"] != "dumb" && environment["NO_COLOR"] == nil
  }

  /// The width of the terminal in columns, 80 where unknown.
  static var columns: Int {
    var size = winsize()
    return ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 20 ? Int(size.ws_col) : 80
  }

  private static func write(_ text: String, to descriptor: Int32) { write(Array(text.utf8), to: descriptor) }

  /// A closed pipe is no reason to crash: whoever listened has left. Foundation's own handles would bring in a library several
  /// times the size of the program.
  private static func write(_ bytes: [UInt8], to descriptor: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }
}
