import Compute
import Datasets
import Vocabulary

/// Players who negotiate together before they meet the others (a priori unions).
struct Unions: Sendable, Hashable {
  /// Members of each union; every player is in exactly one.
  let members: [[Int]]

  /// Players of equal numbers belong together, unions in order of their first player.
  /// Throws ``ValuationError/unionsOfOtherPlayers(count:players:)`` unless every player has a number.
  init(numbers: [Int], players: Int) throws(ValuationError) {
    guard numbers.count == players else { throw .unionsOfOtherPlayers(count: numbers.count, players: players) }
    var places: [Int: Int] = [:]
    var members: [[Int]] = []
    for (player, number) in numbers.enumerated() {
      let place = places[number] ?? members.count
      if place == members.count {
        places[number] = place
        members.append([])
      }
      members[place].append(player)
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
  /// A number for each player.
  case numbers([Int])

  static let parameter = Parameter<UnionsSource>(
    "groups",
    .either(
      .record([
        Parameter<String>.text("by", help: "A column of the data whose equal values make one union.").declaration
      ]),
      .list(.integer(0...1_000_000_000), count: 1...1_000_000_000)),
    default: nil,
    help: "Who negotiates together: examples that agree in a column, or in a list with one number for each example.",
    synonyms: ["unions", "coalition_structure", "partition"], read: UnionsSource.init)

  private init?(_ value: Value) {
    switch value {
    case .record(let fields):
      guard case .text(let column)? = fields.first(where: { $0.name == "by" })?.value else { return nil }
      self = .column(column)
    case .list(let items):
      let numbers = items.compactMap { if case .integer(let number) = $0 { number } else { nil } }
      guard numbers.count == items.count else { return nil }
      self = .numbers(numbers)
    default: return nil
    }
  }

  /// As a study writes it.
  var value: Value {
    switch self {
    case .column(let name): .record([.init("by", .text(name))])
    case .numbers(let numbers): .list(numbers.map(Value.integer))
    }
  }

  /// The number of each example's union. Throws ``ValuationError/noAttribute(_:available:)``.
  func numbers(on problem: ValuationProblem) throws(ValuationError) -> [Int] {
    switch self {
    case .numbers(let numbers): return numbers
    case .column(let column):
      var numbers = [Int](repeating: 0, count: problem.train.count)
      for (union, members) in try problem.groups(by: column).enumerated() {
        for member in members { numbers[member] = union }
      }
      return numbers
    }
  }
}
