import Vocabulary

/// A question with its solution and where that comes from; layouts show parts of it.
public struct Exercise: Sendable {
  /// Letters, digits, `_` and `-`; prose cites it as `@exr:name`.
  public let name: String
  /// CommonMark.
  public let question: String
  public let task: Task
  /// CommonMark, a paragraph each.
  public let hints: [String]
  public let solution: Solution
  /// CommonMark shown with the solution; "" for nothing.
  public let because: String
  public let sources: [Source]

  /// What is to be found; options are CommonMark, in the order in which they are lettered.
  public enum Task: Sendable, Hashable {
    case number
    case choice([String])
    case ordering([String])
  }

  public enum Solution: Sendable, Hashable {
    /// CommonMark.
    case answer(String)
    /// Why there is none, in plain text.
    case failure(String)
  }

  /// A reference that the solution rests on.
  public struct Source: Sendable, Hashable {
    /// As the study has it, and its line there.
    public let query: String
    public let line: Int
    /// The results it was read from; `nil` for a number of the study itself.
    public let origin: Origin?

    public init(query: String, line: Int, origin: Origin?) {
      (self.query, self.line, self.origin) = (query, line, origin)
    }
  }

  public init(
    name: String, question: String, task: Task, hints: [String] = [], solution: Solution, because: String = "",
    sources: [Source] = []
  ) {
    precondition(Reference.isName(name), "an exercise's name is letters, digits, _ and -, not '\(name)'")
    (self.name, self.question, self.task, self.hints) = (name, question, task, hints)
    (self.solution, self.because, self.sources) = (solution, because, sources)
  }

  /// Where options stand: an order that says nothing about their values, the same at every call.
  public static func order(of options: [String], in name: String) -> [Int] {
    let digests = options.map { ContentKey(of: "\(name)\n\($0)") }
    return options.indices.sorted { (digests[$0], $0) < (digests[$1], $1) }
  }

  /// The letter of the option at an index below 26: "a".
  public static func letter(_ index: Int) -> String {
    precondition((0..<26).contains(index), "option \(index) of an alphabet of 26 letters")
    return String(Character(Unicode.Scalar(UInt8(97 + index))))
  }

  /// The same exercise with every CommonMark text changed.
  public func mapping(_ change: (String) -> String) -> Exercise {
    let task: Task =
      switch task {
      case .number: .number
      case .choice(let options): .choice(options.map(change))
      case .ordering(let options): .ordering(options.map(change))
      }
    let solution = if case .answer(let text) = solution { Solution.answer(change(text)) } else { solution }
    return Exercise(
      name: name, question: change(question), task: task, hints: hints.map(change), solution: solution,
      because: change(because), sources: sources)
  }
}
