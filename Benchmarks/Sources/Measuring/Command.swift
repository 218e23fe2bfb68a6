import Glibc

/// Another program with its arguments, found as a shell finds it.
package struct Command {
  private let words: [String]

  package init(_ words: [String]) { self.words = words }

  /// Runs it to its end and hands on each line that it prints as it comes. Its status; 128 + n where signal n ended it;
  /// 127 where it could not be started.
  package func run(_ hear: (String) -> Void) -> Int32 {
    guard let pipe = popen(words.map(Self.quoted).joined(separator: " "), "r") else { return 127 }
    while let line = nextLine(of: pipe) { hear(line) }
    let status = pclose(pipe)
    return status & 0x7f == 0 ? status >> 8 & 0xff : 128 + status & 0x7f
  }

  /// A word as a shell takes it literally.
  private static func quoted(_ word: String) -> String {
    "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
  }
}
