import Compute
import Datasets
import Vocabulary

/// Players who negotiate together before they meet the others (a priori unions).
struct Unions: Sendable, Hashable {
  /// Members of each union; every player is in exactly one.
  let members: [[Int]]

  /// Players of equal names belong together, unions in order of their first player.
  /// Throws ``ValuationError/unionsOfOtherPlayers(count:players:)`` unless every player has a name.
  init(names: [String], players: Int) throws(ValuationError) {
    guard names.count == players else { throw .unionsOfOtherPlayers(count: names.count, players: players) }
    var places: [String: Int] = [:]
    var members: [[Int]] = []
    for (player, name) in names.enumerated() {
      let place = places[name] ?? members.count
      if place == members.count {
        places[name] = place
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
  /// The name of each player's union.
  case names([String])

  static let parameter = Parameter<UnionsSource>(
    "groups",
    .either(
      .record([
        Parameter<String>.text("by", help: "A column of the data whose equal values make one union.").declaration
      ]),
      .list(.text, count: 1...1_000_000_000)),
    default: nil,
    help: "Who negotiates together: examples that agree in a column, or in a list with one name for each example.",
    synonyms: ["unions", "coalition_structure", "partition"], read: UnionsSource.init)

  private init?(_ value: Value) {
    switch value {
    case .record(let fields):
      guard case .text(let column)? = fields.first(where: { $0.name == "by" })?.value else { return nil }
      self = .column(column)
    case .list(let items):
      let names = items.compactMap { if case .text(let name) = $0 { name } else { nil } }
      guard names.count == items.count else { return nil }
      self = .names(names)
    default: return nil
    }
  }

  /// As a study writes it.
  var value: Value {
    switch self {
    case .column(let name): .record([.init("by", .text(name))])
    case .names(let names): .list(names.map(Value.text))
    }
  }

  /// The name of each example's union. Throws ``ValuationError/noAttribute(_:available:)``.
  func names(on problem: ValuationProblem) throws(ValuationError) -> [String] {
    switch self {
    case .names(let names): return names
    case .column(let column):
      guard let attribute = problem.attributes.first(where: { $0.name == column }) else {
        throw .noAttribute(column, available: problem.attributes.map(\.name))
      }
      return attribute.values
    }
  }
}
