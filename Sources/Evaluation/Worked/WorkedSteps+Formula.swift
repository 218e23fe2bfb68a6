import Compute
import Valuation

extension WorkedSteps {
  /// The derivation of one player's value: what it adds to each coalition, weighed, and the formula filled in.
  public var formula: String {
    switch example.ground {
    case .game: "\(marginals)\n\n\(enumeration)"
    case .neighbours(let neighbours): "\(recursion(neighbours))\n\n\(compared)\(enumeration)"
    case .gradients(let gradients): "\(closedForm(gradients))\n\n\(compared)\(enumeration)"
    case .losses(let losses): "\(closedForm(losses))\n\n\(compared)\(enumeration)"
    }
  }

  private var compared: String { "**By enumeration.** All coalitions give the same:\n\n" }

  /// The coalitions without the derived player, by size.
  private var joined: [Int] { example.masks.filter { $0 >> player & 1 == 0 } }

  private var marginals: String {
    let name = names[player]
    let rows = joined.map { mask -> [String] in
      let (weight, added) = (example.weights[mask.nonzeroBitCount], example.marginal(of: player, joining: mask))
      return [
        notation.coalition(mask), "$\(weightTeX(size: mask.nonzeroBitCount))$",
        "$\(utility(mask | 1 << player)) - \(WorkedNotation.operand(example.game.table[mask]))"
          + " = \(WorkedNotation.tex(added))$",
        WorkedNotation.inline(weight * added),
      ]
    }
    let sum = ["**Sum**", "", "", WorkedNotation.inline(example.values[player])]
    let grid = WorkedGrid(
      head: ["$S$", "weight", "$v(S \\cup \\{\(notation.tex(player))\\}) - v(S)$", "product"],
      alignments: [.left, .center, .center, .center], rows: rows + [sum])
    return
      "**The value of \(name).** What \(name) adds to each coalition of the others, and how much it counts:\n\n\(grid.text)"
  }

  private func utility(_ mask: Int) -> String { WorkedNotation.tex(example.game.table[mask]) }

  // MARK: Weights

  /// The weight of a size with its symbols bound: `\frac{0!\,2!}{3!} = \frac{1}{3}`.
  private func weightTeX(size: Int) -> String {
    let weight = example.weights[size]
    guard example.isShapley else { return WorkedNotation.tex(weight) }
    return "\\frac{\(size)!\\,\(players - size - 1)!}{\(players)!} = \(WorkedNotation.tex(weight))"
  }

  private var weightSymbol: String {
    switch example.weights {
    case _ where example.isShapley: "\\frac{|S|!\\,(n-|S|-1)!}{n!}"
    case _ where Set(example.weights).count == 1: "\\frac{1}{2^{n-1}}"
    default: "p_{|S|}"
    }
  }

  private var isLeaveOneOut: Bool { example.weights.dropLast().allSatisfy { $0 == 0 } && !example.isShapley }

  // MARK: The formula filled in

  /// The definition, a line for each size with the numbers of this game, and the result.
  var enumeration: String {
    let own = notation.tex(player)
    let value = WorkedNotation.tex(example.values[player])
    if isLeaveOneOut {
      let (everyone, others) = ((1 << players) - 1, (1 << players) - 1 - (1 << player))
      return Self.aligned(
        "\\phi_{\(own)}",
        [
          "v(N) - v(N \\setminus \\{\(own)\\})",
          "\(utility(everyone)) - \(WorkedNotation.operand(example.game.table[others])) = \(value)",
        ])
    }
    let definition =
      "\\sum_{S \\subseteq N \\setminus \\{\(own)\\}} \(weightSymbol)\\,"
      + "\\bigl[v(S \\cup \\{\(own)\\}) - v(S)\\bigr]"
    return Self.aligned("\\phi_{\(own)}", [definition] + lines + [value])
  }

  /// One line where it fits, else one for each size.
  private var lines: [String] {
    guard players > 3 else { return [joined.map(term).joined(separator: " + ")] }
    let sizes = (0..<players).filter { example.weights[$0] != 0 }
    let sums = sizes.map { size -> String in
      let added = joined.filter { $0.nonzeroBitCount == size }.map { example.marginal(of: player, joining: $0) }
      return "\(unreduced(size))\\,\\bigl[\(WorkedNotation.sum(added))\\bigr]"
    }
    return sums.enumerated().map { $0 == 0 ? $1 : "\\quad {} + \($1)" }
  }

  private func term(_ mask: Int) -> String {
    "\(unreduced(mask.nonzeroBitCount)) \\cdot "
      + WorkedNotation.operand(example.marginal(of: player, joining: mask))
  }

  /// Shapley's weights over n!, so that a reader sees the numbers of orders; others in lowest terms.
  private func unreduced(_ size: Int) -> String {
    guard example.isShapley else { return WorkedNotation.operand(example.weights[size]) }
    let orders = Self.factorial(size) * Self.factorial(players - size - 1)
    return players == 1 ? "1" : "\\frac{\(orders)}{\(Self.factorial(players))}"
  }

  private static func factorial(_ number: Int) -> Int { (1..<max(1, number) + 1).reduce(1, *) }

  /// Lines below each other at their equals signs; a line that begins with a plus carries on the one before.
  static func aligned(_ symbol: String, _ lines: [String]) -> String {
    let rows = lines.enumerated().map { index, line in
      let relation = line.hasPrefix("\\quad") ? "&" : "&= "
      return (index == 0 ? symbol + " " : "") + relation + line
    }
    return "$$\\begin{aligned}\n\(rows.joined(separator: " \\\\\n"))\n\\end{aligned}$$"
  }
}
