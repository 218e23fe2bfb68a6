import Compute
import Valuation

/// The steps of a worked example as CommonMark with tables and formulas; nothing is computed here but sums of what is known.
public struct WorkedSteps: Sendable, Hashable {
  let example: WorkedExample
  let notation: WorkedNotation
  /// Whose value is derived step by step.
  let player: Int
  /// Whether what the method gave is another value, and no estimate of the example's.
  let isOther: Bool

  public init(_ example: WorkedExample, names: [String], player: Int, isOther: Bool = false) {
    precondition(names.count == example.players, "\(names.count) names for \(example.players) players")
    (self.example, self.player, self.isOther) = (example, player, isOther)
    notation = WorkedNotation(names: names)
  }

  var names: [String] { notation.names }
  var players: Int { example.players }

  /// Whether every number of the steps is written in full.
  public var isExact: Bool {
    (example.game.table + example.values + example.weights).allSatisfy(WorkedNotation.isWritten)
  }

  // MARK: Coalitions

  /// What each coalition is worth, by size.
  public var coalitions: String {
    let cells = example.masks.map { mask in
      [notation.coalition(mask), WorkedNotation.inline(example.game.table[mask])]
    }
    let grid = WorkedGrid(head: ["$S$", "$v(S)$"], alignments: [.left, .center], rows: cells)
    return "**Coalitions.** What each of the \(cells.count) coalitions is worth:\n\n\(grid.folded(into: blocks).text)"
  }

  /// Columns of coalitions that stand side by side.
  private var blocks: Int {
    guard players > 2 else { return 1 }
    let letters = notation.coalition((1 << players) - 1).count
    return players == 5 && letters <= 16 ? 4 : players < 5 || letters > 28 ? 2 : letters <= 24 ? 3 : 2
  }

  // MARK: Orderings

  /// The most orders that are printed.
  private static let longestList = 24
  private static let shortList = 12

  /// What each player adds in each order, and the means; Shapley's value alone is the mean over orders.
  public var orderings: String {
    let walks = example.walks
    let shown = walks.count > Self.longestList ? Self.shortList : walks.count
    var rows = walks.prefix(shown).map { walk in
      [walk.order.map { names[$0] }.joined(separator: ", ")] + walk.contributions.map(WorkedNotation.inline)
    }
    let rest = walks.dropFirst(shown)
    if !rest.isEmpty { rows.append(["*\(rest.count) more orders, sum*"] + Self.sums(Array(rest), players)) }
    rows.append(["**Sum**"] + Self.sums(walks, players))
    rows.append(
      ["**Mean**, $\\div\\, \(players)! = \(walks.count)$"]
        + (0..<players).map { player in
          WorkedNotation.inline(
            walks.reduce(0) { $0 + $1.contributions[player] } / Rational(walks.count))
        })
    let grid = WorkedGrid(
      head: ["Order of joining"] + names.map { "\($0) adds" }, alignments: [.left] + names.map { _ in .center },
      rows: rows)
    let note = rest.isEmpty ? "" : " The first \(shown) are printed; the file has all."
    return
      "**Orders.** The players can join in $\(players)! = \(walks.count)$ orders; each adds what it brings to those "
      + "before it.\(note)\n\n\(grid.text)"
  }

  private static func sums(_ walks: [WorkedExample.Walk], _ players: Int) -> [String] {
    (0..<players).map { player in WorkedNotation.inline(walks.reduce(0) { $0 + $1.contributions[player] }) }
  }

  // MARK: Values

  /// The value of every player: exact, as a number, and beside it what an estimate gave.
  public var values: String {
    let head = ["\(example.ground == .game ? "Player" : "Point")", "$\\phi$", "number"]
    let more =
      example.estimates == nil ? [] : isOther ? ["method", "method $-\\,\\phi$"] : ["estimate", "estimate $-$ exact"]
    let rows = example.values.indices.map { player in
      [names[player], WorkedNotation.inline(example.values[player]), Self.number(example.values[player].double)]
        + (example.estimates.map { [Self.number($0[player]), Self.number($0[player] - example.values[player].double)] }
          ?? [])
    }
    let total = example.values.reduce(0, +)
    let sum =
      ["**Sum**", WorkedNotation.inline(total), Self.number(total.double)]
      + (example.estimates.map { estimates in
        let sum = estimates.reduce(0, +)
        return [Self.number(sum), Self.number(sum - total.double)]
      } ?? [])
    let grid = WorkedGrid(
      head: head + more, alignments: [.left, .center] + (head.dropFirst(2) + more).map { _ in .right },
      rows: rows + [sum])
    return "**Values.** \(efficiency)\n\n\(grid.text)"
  }

  /// Whether the values share out what everyone is worth.
  private var efficiency: String {
    let (gain, sum) = (example.game.gain, example.values.reduce(0, +))
    let worth = "$v(N) - v(\\emptyset) = \(WorkedNotation.tex(gain))$"
    if isOther {
      return "What the method gives, beside the Shapley value $\\phi$ of the same game, which shares out \(worth)."
    }
    if example.isShapley { return "They share out \(worth)." }
    return gain == sum
      ? "Here they add up to \(worth), which this value does not promise."
      : "They add up to \(WorkedNotation.inline(sum)) and not to \(worth): this value does not share out what there is."
  }

  static func number(_ number: Double) -> String {
    let text = NumberPhrase.decimal(number)
    return text.hasPrefix("-") ? "−" + text.dropFirst() : text
  }
}
