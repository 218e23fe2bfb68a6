import Measuring

/// What the command line asks for.
struct CheckOptions {
  private(set) var parts: [CheckPart] = []
  /// Sizes at which everything is over soon, to see that it runs at all.
  private(set) var isSmall = false
  /// Whether the one part runs in this process, rather than each in one of its own.
  private(set) var isAlone = false
  private(set) var output: String?
  private(set) var dataDirectory: String?
  /// Where the peers' scripts and the bundled data are.
  private(set) var peers = "Benchmarks/peers"
  private(set) var bundled = "studies/data"
  private(set) var python = "python3"
  private(set) var threads = Machine.processors
  private(set) var minutes = 8
  /// For the part that runs alone.
  private(set) var seconds = 600

  init(_ arguments: [String]) throws(Misuse) {
    var words = CommandLineWords(arguments)
    while let word = words.next() {
      switch word {
      case "--small": isSmall = true
      case "--alone": isAlone = true
      case "--output": output = try words.text(after: word)
      case "--data-dir": dataDirectory = try words.text(after: word)
      case "--peers": peers = try words.text(after: word)
      case "--bundled": bundled = try words.text(after: word)
      case "--python": python = try words.text(after: word)
      case "--threads": threads = try words.count(after: word)
      case "--minutes": minutes = try words.count(after: word)
      case "--seconds": seconds = try words.count(after: word)
      default:
        guard let part = CheckPart(rawValue: word) else {
          let known = CheckPart.allCases.map(\.rawValue).joined(separator: ", ")
          throw Misuse(
            "'\(word)' is none of \(known), --small, --output, --data-dir, --peers, --bundled, --python, --threads and "
              + "--minutes")
        }
        parts.append(part)
      }
    }
    if parts.isEmpty { parts = CheckPart.allCases }
    // Without a device nothing else makes sense, and its line says what the others were measured on.
    if !isAlone && !parts.contains(.device) { parts.insert(.device, at: 0) }
  }

  /// The words for a process that runs one part with the same options.
  func words(for part: CheckPart, seconds: Int) -> [String] {
    [part.rawValue, "--alone", "--seconds", "\(seconds)", "--threads", "\(threads)", "--python", python]
      + ["--peers", peers, "--bundled", bundled] + (isSmall ? ["--small"] : [])
      + (dataDirectory.map { ["--data-dir", $0] } ?? [])
  }
}
