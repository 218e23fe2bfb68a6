/// The words of a command line, taken one after the other.
package struct CommandLineWords {
  private var rest: ArraySlice<String>

  package init(_ words: [String]) { rest = words[...] }

  /// The next word, or nil after the last.
  package mutating func next() -> String? { rest.popFirst() }

  /// What an option is given.
  package mutating func text(after option: String) throws(Misuse) -> String {
    guard let text = rest.popFirst() else { throw Misuse("\(option) needs a value") }
    return text
  }

  /// A positive number that an option is given.
  package mutating func count(after option: String) throws(Misuse) -> Int {
    guard let number = Int(try text(after: option)), number > 0 else {
      throw Misuse("\(option) needs a positive number")
    }
    return number
  }
}

/// The command line asks for something that is not there.
package struct Misuse: Error, CustomStringConvertible {
  package let description: String

  package init(_ description: String) { self.description = description }
}
