import Measuring

/// What the command line asks for.
struct Options {
  var subjects: [String] = []
  var dataDirectory: String?
  var threads = 2
  /// The least of this many measurements is shown.
  var repeats = 5

  init(_ arguments: [String], environment: [String: String]) throws(Misuse) {
    dataDirectory = environment["WORKBENCH_DATA"]
    var words = CommandLineWords(arguments)
    while let word = words.next() {
      switch word {
      case "knn", "chg", "tmc", "populations", "training": subjects.append(word)
      case "--data-dir": dataDirectory = try words.text(after: word)
      case "--threads": threads = try words.count(after: word)
      case "--repeats": repeats = try words.count(after: word)
      default:
        throw Misuse(
          "'\(word)' is none of knn, chg, tmc, populations, training, --data-dir, --threads and --repeats")
      }
    }
    if subjects.isEmpty { subjects = ["tmc", "populations", "training", "knn", "chg"] }
  }
}
