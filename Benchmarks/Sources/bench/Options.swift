/// What the command line asks for.
struct Options {
  var subjects: [String] = []
  var dataDirectory: String?
  var threads = 2
  /// The least of this many measurements is shown.
  var repeats = 5

  init(_ arguments: [String], environment: [String: String]) throws(Misuse) {
    dataDirectory = environment["WORKBENCH_DATA"]
    var rest = arguments[...]
    while let word = rest.popFirst() {
      switch word {
      case "knn", "chg", "tmc", "populations", "training": subjects.append(word)
      case "--data-dir": dataDirectory = try Self.text(after: word, &rest)
      case "--threads": threads = try Self.count(after: word, &rest)
      case "--repeats": repeats = try Self.count(after: word, &rest)
      default:
        throw Misuse(
          description: "'\(word)' is none of knn, chg, tmc, populations, training, --data-dir, --threads and --repeats")
      }
    }
    if subjects.isEmpty { subjects = ["tmc", "populations", "training", "knn", "chg"] }
  }

  private static func text(after word: String, _ rest: inout ArraySlice<String>) throws(Misuse) -> String {
    guard let text = rest.popFirst() else { throw Misuse(description: "\(word) needs a value") }
    return text
  }

  private static func count(after word: String, _ rest: inout ArraySlice<String>) throws(Misuse) -> Int {
    guard let number = Int(try text(after: word, &rest)), number > 0 else {
      throw Misuse(description: "\(word) needs a positive number")
    }
    return number
  }
}

/// The command line asks for something that is not there.
struct Misuse: Error, CustomStringConvertible {
  let description: String
}
