import Glibc
import Measuring

/// The table as it grows: on the terminal, and in a file that holds what is known if the rest never comes.
final class Page {
  private let path: String?
  private var text = ""

  init(path: String?) { self.path = path }

  func write(_ line: String) throws(Misuse) {
    if text.isEmpty {
      try put(line)
      let head = MarkdownTable.head(["part", "case", "precision", "device", "beside it", "verdict"])
      for line in head { try put(line) }
    } else {
      try put(line)
    }
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
