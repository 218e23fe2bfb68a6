import Compute
import Valuation

extension WorkedSteps {
  /// The points and where they stand; "" for a game.
  public var points: String {
    switch example.ground {
    case .game: ""
    case .neighbours(let neighbours): table(neighbours)
    case .gradients(let gradients): table(gradients)
    case .losses(let losses):
      "**Points.** What each point loses:\n\n"
        + WorkedGrid(
          head: ["Point", "$\\ell_i$"], alignments: [.left, .center],
          rows: losses.indices.map { [names[$0], WorkedNotation.inline(losses[$0])] }
        ).text
    }
  }

  // MARK: Neighbours

  private func table(_ neighbours: WorkedNeighbours) -> String {
    let several = neighbours.queries.count > 1
    let columns = neighbours.queries.indices.map { query -> (head: [String], cells: [[String]]) in
      let (distances, ranking) = (neighbours.squaredDistances(query), neighbours.ranking(query))
      let mark = several ? "_{\(query + 1)}" : ""
      return (
        ["$\\lVert x_i - q\(mark) \\rVert^2$", several ? "rank from $q\(mark)$" : "rank"],
        neighbours.points.indices.map { point in
          [WorkedNotation.inline(distances[point]), "\((ranking.firstIndex(of: point) ?? 0) + 1)"]
        }
      )
    }
    let rows = neighbours.points.indices.map { point in
      [names[point], "$\(Self.place(neighbours.points[point].features))$", neighbours.points[point].label]
        + columns.flatMap { $0.cells[point] }
    }
    let grid = WorkedGrid(
      head: ["Point", "$x_i$", "label"] + columns.flatMap(\.head),
      alignments: [.left, .center, .left] + columns.flatMap { _ in [WorkedGrid.Alignment.center, .center] }, rows: rows)
    let queries = neighbours.queries.enumerated().map { query, point in
      "$q\(several ? "_{\(query + 1)}" : "") = \(Self.place(point.features))$ with label \(point.label)"
    }.joined(separator: ", ")
    return "**Points.** The nearest of them are asked about \(queries); $K = \(neighbours.neighbours)$:\n\n\(grid.text)"
  }

  private static func place(_ features: [Rational]) -> String {
    features.count == 1 ? WorkedNotation.tex(features[0]) : WorkedNotation.vector(features)
  }

  /// The closed form by ranks, from the farthest point to the nearest, for every query.
  func recursion(_ neighbours: WorkedNeighbours) -> String {
    let rule =
      neighbours.form == .shapley
      ? "$$\\phi_{(N)} = \\frac{v_{(N)}}{\\max(N, K)},\\qquad \\phi_{(i)} = \\phi_{(i+1)} + "
        + "\\frac{v_{(i)} - v_{(i+1)}}{K}\\cdot\\frac{\\min(K, i)}{i}$$"
      : "$$\\phi_{(i)} = \\frac{v_{(i)} - v_{(K+1)}}{K}\\text{ for } i \\le K,\\qquad \\phi_{(i)} = 0\\text{ beyond}$$"
    let opening =
      neighbours.form == .shapley
      ? "**From the farthest point.** $v_{(i)}$ is 1 where the label of rank $i$ is that of the query, else 0:"
      : "**By rank.** $v_{(i)}$ is 1 where the label of rank $i$ is that of the query, else 0; without a rank $K + 1$ "
        + "it counts 0:"
    let tables = neighbours.queries.indices.map { query in
      (neighbours.queries.count > 1 ? "From $q_{\(query + 1)}$:\n\n" : "") + recursion(neighbours, query).text
    }
    return ([opening, rule] + tables + mean(neighbours)).joined(separator: "\n\n")
  }

  private func recursion(_ neighbours: WorkedNeighbours, _ query: Int) -> WorkedGrid {
    let (ranking, payoffs) = (neighbours.ranking(query), neighbours.ranked(query).payoffs)
    let values = neighbours.closedForm(query)
    let rows = ranking.indices.reversed().map { index -> [String] in
      let step =
        neighbours.form == .shapley
        ? Self.shapleyStep(index, payoffs, values, neighbours.neighbours)
        : Self.leaveOneOutStep(index, payoffs, neighbours.neighbours)
      return [
        "\(index + 1)", names[ranking[index]], WorkedNotation.inline(payoffs[index]),
        "$\(step) = \(WorkedNotation.tex(values[index]))$",
      ]
    }
    return WorkedGrid(
      head: ["rank $i$", "point", "$v_{(i)}$", "$\\phi_{(i)}$"], alignments: [.center, .left, .center, .left],
      rows: neighbours.form == .shapley ? rows : rows.reversed())
  }

  private static func shapleyStep(_ index: Int, _ payoffs: [Rational], _ values: [Rational], _ k: Int) -> String {
    let rank = index + 1
    guard rank < payoffs.count else {
      return "\\frac{\(WorkedNotation.tex(payoffs[index]))}{\\max(\(payoffs.count), \(k))}"
    }
    return "\(WorkedNotation.tex(values[rank])) + "
      + "\\frac{\(payoffs[index]) - \(payoffs[rank])}{\(k)}\\cdot\\frac{\(min(k, rank))}{\(rank)}"
  }

  private static func leaveOneOutStep(_ index: Int, _ payoffs: [Rational], _ k: Int) -> String {
    guard index < k else { return "\\phi_{(\(index + 1))}" }
    return "\\frac{\(payoffs[index]) - \(k < payoffs.count ? payoffs[k] : 0)}{\(k)}"
  }

  /// The mean over several queries, for the derived point.
  private func mean(_ neighbours: WorkedNeighbours) -> [String] {
    let count = neighbours.queries.count
    guard count > 1 else { return [] }
    let values = neighbours.queries.indices.map { query in
      neighbours.closedForm(query)[neighbours.ranking(query).firstIndex(of: player) ?? 0]
    }
    return [
      "The value of \(names[player]) is the mean over the \(count) queries:",
      "$$\\phi_{\(notation.tex(player))} = \\frac{1}{\(count)}\\Bigl(\(WorkedNotation.sum(values))\\Bigr)"
        + " = \(WorkedNotation.tex(example.values[player]))$$",
    ]
  }

  // MARK: Gradients

  private func table(_ gradients: WorkedGradients) -> String {
    let distances = gradients.squaredDistances
    let losses = gradients.losses
    let rows = gradients.gradients.indices.map { point in
      [names[point]] + (losses.map { [WorkedNotation.inline($0[point])] } ?? [])
        + (losses == nil ? [] : ["$\(WorkedNotation.vector(gradients.gradients[point]))$"])
        + ["$\(WorkedNotation.vector(gradients.vectors[point]))$", WorkedNotation.inline(distances[point])]
    }
    let head =
      ["Point"] + (losses == nil ? ["$x_i = g_i$"] : ["$\\ell_i$", "$g_i$", "$x_i = \\ell_i\\, g_i$"])
      + ["$\\lVert x_i - \\alpha \\rVert^2$"]
    let grid = WorkedGrid(head: head, alignments: [.left] + head.dropFirst().map { _ in .center }, rows: rows)
    return
      "**Points.** Their mean is $\\alpha = \(WorkedNotation.vector(gradients.mean))$ with "
      + "$\\lVert\\alpha\\rVert^2 = \(WorkedNotation.tex(gradients.squaredMean))$:\n\n\(grid.text)"
  }

  /// The closed form with its sums filled in.
  func closedForm(_ gradients: WorkedGradients) -> String {
    let own = notation.tex(player)
    let distances = gradients.squaredDistances
    let weight = RationalGradients.distanceWeight(players)
    let definition =
      "\\frac{\\lVert\\alpha\\rVert^2}{n} - A_n\\Bigl(\\lVert x_{\(own)} - \\alpha\\rVert^2 - "
      + "\\frac1n\\sum_i \\lVert x_i - \\alpha\\rVert^2\\Bigr)"
    let filled =
      "\\frac{1}{\(players)}\\cdot \(WorkedNotation.tex(gradients.squaredMean)) - \(WorkedNotation.tex(weight))"
      + "\\Bigl(\(WorkedNotation.tex(distances[player])) - \\frac{1}{\(players)}\\Bigl[\(WorkedNotation.sum(distances))"
      + "\\Bigr]\\Bigr)"
    let utility =
      "$$v(S) = \\lVert\\alpha\\rVert^2 - \\lVert \\bar x_S - \\alpha\\rVert^2,\\qquad v(\\emptyset) = 0$$"
    return
      "**The closed form.** A coalition is worth how near its mean comes to everyone's, $\\alpha$:\n\n\(utility)\n\n"
      + "\(distanceWeight)\n\n"
      + Self.aligned("\\phi_{\(own)}", [definition, filled, WorkedNotation.tex(example.values[player])])
  }

  /// How much the distance to the mean counts, with its harmonic sums.
  private var distanceWeight: String {
    let weight = WorkedNotation.tex(RationalGradients.distanceWeight(players))
    guard players > 1 else { return "For one point the distance counts $A_1 = 0$." }
    let first = (1...players).reduce(Rational(0)) { $0 + Rational(1, over: $1) }
    let second = (1...players).reduce(Rational(0)) { $0 + Rational(1, over: $1 * $1) }
    let sums =
      "$H_{\(players)} = \(WorkedNotation.tex(first))$ and $H^{(2)}_{\(players)} = \(WorkedNotation.tex(second))$"
    let pairs =
      players > 2 ? " - \\frac{2H_n - 2H^{(2)}_n - 1 + \\frac1n}{n-2}" : ""
    return
      "With the sums $H_n = \\sum_{k \\le n} \\frac1k$ and $H^{(2)}_n = \\sum_{k \\le n} \\frac{1}{k^2}$, here \(sums), "
      + "the distance counts\n\n"
      + "$$A_{\(players)} = \\frac{1}{n-1}\\Bigl(H^{(2)}_n - \\frac1n\(pairs)\\Bigr) = \(weight).$$"
  }

  // MARK: Losses

  func closedForm(_ losses: [Rational]) -> String {
    let own = notation.tex(player)
    let opening = "**The closed form.** A coalition is worth its mean loss:\n\n"
    guard players > 1 else { return opening + "$$\\phi_{\(own)} = \\ell_{\(own)} = \(WorkedNotation.tex(losses[0]))$$" }
    let n = players
    let harmonic = (1...n).reduce(Rational(0)) { $0 + Rational(1, over: $1) }
    let (own1, all) = (
      (harmonic - Rational(1, over: n)) / Rational(n - 1), (harmonic - 1) / Rational(n * (n - 1))
    )
    return opening
      + Self.aligned(
        "\\phi_{\(own)}",
        [
          "\\frac{H_n - 1/n}{n-1}\\,\\ell_{\(own)} - \\frac{H_n - 1}{n(n-1)}\\sum_i \\ell_i,\\qquad "
            + "H_{\(n)} = \(WorkedNotation.tex(harmonic))",
          "\(WorkedNotation.tex(own1))\\cdot \(WorkedNotation.operand(losses[player])) - \(WorkedNotation.tex(all))"
            + "\\Bigl[\(WorkedNotation.sum(losses))\\Bigr]",
          WorkedNotation.tex(example.values[player]),
        ])
  }
}
