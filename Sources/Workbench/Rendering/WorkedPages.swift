import Compute
import DSL
import Evaluation
import Plot
import Report
import Valuation
import Vocabulary

/// The frames of worked examples, and the pictures of their coalitions.
struct WorkedPages {
  let results: StudyResults
  let origins: Origins

  /// The frame with what is shown of the example; its lattice is a figure after it.
  func blocks(_ block: WorkedBlock, caption: String) throws -> [Block] {
    guard let example = try results.worked(block.name) else {
      return [.failure(title: "Worked example \(block.name)", message: "Not shown: the step failed.")]
    }
    let steps = WorkedSteps(
      example, names: block.players, player: block.player, isOther: WorkedProblem.isOther(block))
    let parts = block.show.compactMap { text($0, steps) }
    let origin = origins.worked(block.name)
    let frame = WorkedFrame(
      name: block.name, caption: caption,
      body: ([given(block, example)] + parts + rounding(steps)).joined(separator: "\n\n"),
      tables: example.tables(names: block.players).filter { $0.name != "ground" }.map { .init($0.name, $0.table) },
      origin: origin)
    guard block.show.contains(.lattice) else { return [.worked(frame)] }
    return [.worked(frame), .figure(lattice(block, example, origin))]
  }

  private func text(_ part: WorkedBlock.Part, _ steps: WorkedSteps) -> String? {
    switch part {
    case .points: steps.points
    case .coalitions: steps.coalitions
    case .orderings: steps.orderings
    case .formula: steps.formula
    case .values: steps.values
    case .lattice: nil
    }
  }

  private func rounding(_ steps: WorkedSteps) -> [String] {
    steps.isExact ? [] : ["Fractions too long to print are rounded to four decimals; the files have them exactly."]
  }

  // MARK: What is given

  /// The players, the game with its formula, and the method.
  private func given(_ block: WorkedBlock, _ example: WorkedExample) -> String {
    let method = "The method is \(block.method.label.inCode) (\(block.method.component.name.inCode))"
    let beside =
      WorkedProblem.isOther(block)
      ? "; its values stand beside the Shapley value" : "; its estimate stands beside the exact value"
    let estimate = example.estimates == nil || !block.show.contains(.values) ? "" : beside
    guard case .game(let game, let caseName) = block.ground else { return "\(method)\(estimate)." }
    let formula = Registries.catalogue.card(.game, game.name).map { Self.rule($0.formula) }.map {
      $0.isEmpty ? "" : "\n\n$$\($0)$$"
    }
    let place = caseName.map { ", the case \($0.inCode)" } ?? ""
    let settings = game.arguments.values.sorted { $0.key < $1.key }.map {
      "\($0.key.inCode) = \(Self.written($0.value).escapedForProse)"
    }
    return "\(method)\(estimate). The players \(block.players.joined(separator: ", ").escapedForProse) play "
      + "\(game.name.inCode) (\(settings.joined(separator: ", ")))\(place):\(formula ?? "")"
  }

  /// What a coalition is worth, without what the card's formula goes on to say of values: an exercise may ask for them.
  private static func rule(_ formula: String) -> String {
    formula.firstRange(of: ",\\quad").map { String(formula[..<$0.lowerBound]) } ?? formula
  }

  /// As a study would write it, with whole numbers as such.
  private static func written(_ value: Value) -> String {
    switch value {
    case .real(let number): number.asWritten
    case .list(let items): "[" + items.map(written).joined(separator: ", ") + "]"
    default: value.description
    }
  }

  // MARK: Lattice

  private func lattice(_ block: WorkedBlock, _ example: WorkedExample, _ origin: Origin) -> FigureBlock {
    let additions = example.game.table.indices.filter { $0 >> block.player & 1 == 0 }.map {
      ($0, Self.short(example.marginal(of: block.player, joining: $0)))
    }
    let lattice = CoalitionLattice(
      players: block.players, utilities: example.game.table.map(\.double), labels: example.game.table.map(Self.short),
      player: block.player, additions: Dictionary(uniqueKeysWithValues: additions))
    let name = block.players[block.player].escapedForProse
    return FigureBlock(
      name: block.name, figure: lattice.figure(width: Document.figureWidth),
      caption: "The coalitions of @wrk:\(block.name) by size, with what each is worth. An edge is a player who joins; "
        + "where \(name) does, it is heavier and bears what \(name) adds.",
      origin: origin)
  }

  private static func short(_ number: Rational) -> String {
    WorkedNotation.isWritten(number) ? number.description : NumberText.short(number.double)
  }
}

extension WorkedExample {
  /// The answer to a question, from fractions alone: `$\frac{1}{6}$`, or as a number with three decimals where it needs
  /// more.
  func text(_ measure: WorkedQuery.Measure, _ format: Query.Format) -> String {
    let number = number(measure)
    if format == .fraction { return WorkedNotation.inline(number) }
    let thousandths = (number * 1000).double.rounded()
    let isShort = thousandths.magnitude < 1e15 && number * 1000 == Rational(Int(thousandths))
    return isShort ? number.double.asWritten.replacing("-", with: "−") : NumberText.short(number.double)
  }

  /// The answer itself.
  func number(_ measure: WorkedQuery.Measure) -> Rational {
    switch measure {
    case .value(let player): values[player]
    case .sum: values.reduce(0, +)
    case .utility(let coalition): game.table[coalition]
    case .marginal(let player, let coalition): marginal(of: player, joining: coalition)
    }
  }
}
