import Compute
import Vocabulary

/// Players who negotiate together before they meet the others (a priori unions).
struct Unions: Sendable, Hashable {
  /// Members of each union; every player is in exactly one.
  let members: [[Int]]

  /// Throws ``ValuationError/unionsDoNotDivide(players:)`` where a player is in no union or in several.
  init(_ members: [[Int]], players: Int) throws(ValuationError) {
    guard members.joined().sorted() == Array(0..<players), members.allSatisfy({ !$0.isEmpty }) else {
      throw .unionsDoNotDivide(players: players)
    }
    self.members = members
  }

  /// A uniform order among those in which every union's members follow each other: one of the unions, and within each one of
  /// its members.
  func order(_ draw: SeedStream) -> [Int] {
    draw.branch("unions").permutation(members.count).flatMap { union -> [Int] in
      draw.branch(union).permutation(members[union].count).map { members[union][$0] }
    }
  }
}

/// Who belongs together, as a study writes it.
enum UnionsSource: Sendable, Hashable {
  /// The training examples that agree in a column.
  case column(String)
  /// Lists of players by their number.
  case lists([[Int]])

  static let parameter = Parameter<UnionsSource>(
    "groups",
    .either(
      .record([
        Parameter<String>.text("by", help: "A column of the data whose equal values make one union.").declaration
      ]),
      .list(.list(.integer(0...1_000_000_000), count: 1...1_000_000_000), count: 1...1_000_000_000)),
    default: nil,
    help: "Who negotiates together: examples that agree in a column, or lists of positions counted from 0.",
    synonyms: ["unions", "coalition_structure", "partition"], read: UnionsSource.init)

  private init?(_ value: Value) {
    switch value {
    case .record(let fields):
      guard case .text(let column)? = fields.first(where: { $0.name == "by" })?.value else { return nil }
      self = .column(column)
    case .list(let items):
      let lists = items.compactMap(Self.numbers)
      guard lists.count == items.count else { return nil }
      self = .lists(lists)
    default: return nil
    }
  }

  private static func numbers(_ value: Value) -> [Int]? {
    guard case .list(let items) = value else { return nil }
    let numbers = items.compactMap { if case .integer(let number) = $0 { number } else { nil } }
    return numbers.count == items.count ? numbers : nil
  }

  var value: Value {
    switch self {
    case .column(let name): .record([.init("by", .text(name))])
    case .lists(let lists): .list(lists.map { .list($0.map(Value.integer)) })
    }
  }
}
