import Glibc
import Measuring

/// The table as it grows: on the terminal, and in a file that holds what is known if the rest never comes.
final class Page {
  private let path: String?
  private let title: String
  private var text = ""

  /// Title and headings are written with the first line.
  init(path: String?, title: String) { (self.path, self.title) = (path, title) }

  func write(_ line: String) throws(Misuse) {
    if text.isEmpty {
      let head = ["part", "case", "precision", "device", "beside it", "verdict"]
      let lines = [title, "", MarkdownTable.line(head), MarkdownTable.line(head.map { _ in "---" })]
      for line in lines { try put(line) }
    }
    try put(line)
  }

  private func put(_ line: String) throws(Misuse) {
    print(line)
    fflush(nil)
    text += line + "\n"
    guard let path else { return }
    guard let file = fopen(path, "w") else {
      throw Misuse("\(path) cannot be written: \(String(cString: strerror(errno)))")
    }
    fputs(text, file)
    fclose(file)
  }
}
