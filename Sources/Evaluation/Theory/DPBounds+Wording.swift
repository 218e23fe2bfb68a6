import Compute
import Vocabulary

extension DPBounds {
  func result(_ findings: Findings) -> TheoryResult {
    let (empty, counting) = (Self.emptySetExcess(players: 5), Self.countingExcess(players: 4))
    let isPrinted = variant == .asPrinted
    return TheoryResult(
      verdict: verdict(findings, isPrinted ? [empty, counting] : []),
      statement: isPrinted ? Self.statement : Self.repaired,
      assumptions: isPrinted ? Self.printedAssumptions : Self.repairedAssumptions, exactly: exactly(findings),
      sampled: sampledText(findings), finding: finding(findings),
      counterexample: isPrinted ? Self.counterexample(empty: empty, counting: counting) : "", tables: tables(findings),
      charts: charts())
  }

  static let statement =
    "Theorem 3 of the paper: if a learner is (ε(n), δ(n))-differentially private on n points, then no leave-one-out value exceeds ε′(N − 1) and no Shapley value exceeds the mean of ε′(1) to "
    + "ε′(N − 1), where ε′ = e^(cε) − 1 + c e^(cε) δ."

  static let repaired =
    "Theorem 3 as it holds: if adding or removing one point at size s changes the learner by at most (ε(s), δ(s)), "
    + "then no leave-one-out value exceeds b(N − 1) and no Shapley value exceeds the mean of b(0) to "
    + "b(N − 1), where b(s) = c (e^ε − 1 + 2 δ) / (e^ε + 1) is the sharp bound."

  static let printedAssumptions =
    "The utility is minus the expected loss; c is read as the range of the loss; privacy is meant for sets of one size "
    + "that differ in one point."

  static let repairedAssumptions =
    "The utility is minus the expected loss; the loss has the range c; privacy is meant for sets that differ by one point "
    + "added or removed."

  /// As printed it fails where a value exceeds its printed bound.
  private func verdict(_ findings: Findings, _ excesses: [Excess]) -> TheoryResult.Verdict {
    let isExceeded = excesses.contains { $0.value > $0.bound } || !settings(findings).allSatisfy(\.isWithin)
    return isExceeded ? .fails : .holds
  }

  private func settings(_ findings: Findings) -> [Setting] { findings.exact + findings.sampled }

  private var learnerPhrase: String {
    switch learner {
    case .exponentialMechanism:
      "an exponential mechanism over \(hypotheses) linear classifiers (0-1 loss, c = 1; expectations are finite sums)"
    case .outputPerturbation:
      "logistic regression with λ = \(lambda) and normal noise on its weights (0-1 loss, c = 1; the expected loss has a "
        + "closed form)"
    }
  }

  private func exactly(_ findings: Findings) -> String {
    let marginals = findings.exact.reduce(0) { $0 + $1.marginals }
    let numbers = sizes.map { "\($0)" }.joined(separator: ", ")
    return
      "\(findings.exact.count) settings of \(learnerPhrase): \(strengths.count) \(strengths.count == 1 ? "value" : "values") of "
      + "\(strengthName) times "
      + "N = \(numbers), every coalition, \(marginals) marginal contributions. Of the plain logistic regression, all "
      + "coalitions of \(findings.stability.count) sizes."
  }

  private func sampledText(_ findings: Findings) -> String {
    guard !findings.sampled.isEmpty else { return "" }
    let numbers = sampledSizes.map { "\($0)" }.joined(separator: ", ")
    return "Shapley values for N = \(numbers) with \(strengthName) = \(shownStrength), from \(permutations) random "
      + "permutations each; intervals are 95 % t intervals over permutations. Leave-one-out is exact there too."
  }

  private func finding(_ findings: Findings) -> String {
    [repairs, gaussianText, measured(findings), rates(findings), guardText(findings), stable(findings)].filter {
      !$0.isEmpty
    }.joined(separator: "\n\n")
  }

  private var repairs: String {
    "**What has to be repaired.** *Adjacency:* a leave-one-out value compares sets of N and N − 1 points, so the guarantee "
      + "must be for sets that differ by one added point; a guarantee for sets of equal size says nothing about it. *The "
      + "empty set:* a Shapley value averages over sets of 0 to N − 1 others with weight 1 / N each, so the sum must start "
      + "at 0, where the first point is compared with no data at all. *The cap:* a loss in [0, 1] cannot move by more than "
      + "1, and the printed form exceeds that wherever ε is large, which is at small sets. With b(s) the largest "
      + "difference in expected loss that the guarantee for s and s + 1 points allows, |LOO| ≤ b(N − 1) and |Shapley| ≤ "
      + "the mean of b(0) to b(N − 1). The sharp form of b is (e^ε − 1 + 2 δ) / (e^ε + 1); the linear and the printed "
      + "form are larger and therefore true as well."
  }

  private var gaussianText: String {
    learner == .exponentialMechanism
      ? ""
      : "**The sharp bound here.** For normal noise the total variation itself is known and stands for the sharp form; the printed and the "
        + "linear form use the ε that goes with δ = \(delta)."
  }

  private func measured(_ findings: Findings) -> String {
    let settings = settings(findings)
    let within = settings.count(where: \.isWithin)
    let share = settings.map(\.largestShare).max() ?? 0
    let ratio = findings.exact.map { $0.leaveOneOut / $0.leaveOneOutBound(.sharp) }.max() ?? 0
    let shapley = findings.exact.map { $0.shapley / $0.shapleyBound(.sharp) }.max() ?? 0
    let beyond = findings.exact.count { $0.shapley > $0.shapleyBoundAsPrinted }
    return
      "**What was measured.** In \(within) of \(settings.count) settings the largest leave-one-out and Shapley values "
      + "stay below the sharp bounds. They reach at most \(Self.decimal(ratio)) (leave-one-out) and "
      + "\(Self.decimal(shapley)) (Shapley) of them where values are exact, and no single marginal contribution exceeds "
      + "\(Self.decimal(share)) of the bound for its size. Bounds must hold for the "
      + "worst data, so a distance is no surprise. The sum as printed, without the empty set, was exceeded in \(beyond) of "
      + "the exact settings: the counterexample is made for the purpose."
  }

  private func rates(_ findings: Findings) -> String {
    guard let last = findings.asymptotics.last else { return "" }
    return
      "**How fast the bounds fall.** For ε(s) = \(Self.asymptoticRate) / (s + 1) the leave-one-out bound falls like "
      + "1 / N and the Shapley bound like ln N / N: at N = \(last.size), N times the first is "
      + "\(Self.decimal(last.leaveOneOut)), and N / ln N times the second is \(Self.decimal(last.shapley)), both on their "
      + "way to \(Self.asymptoticRate)."
  }

  private func guardText(_ findings: Findings) -> String {
    let ratios = findings.exact.flatMap(\.ratios)
    guard let least = ratios.min(), let most = ratios.max() else { return "" }
    let larger = ratios.count { $0 < 1 }
    return
      "**What does not follow.** The theorem compares upper bounds, not values. Over the exact settings and their data sets the largest "
      + "Shapley value is between \(Self.decimal(least)) and \(Self.decimal(most)) times the largest leave-one-out value, "
      + "and in \(larger) of \(ratios.count) leave-one-out is the larger one. That Shapley values tell points "
      + "apart better under privacy cannot be read off the bounds."
  }

  private func stable(_ findings: Findings) -> String {
    let within = findings.stability.count(where: \.isWithin)
    return
      "**Stable learners.** The same argument needs no noise: if one point joining s others moves the utility by at "
      + "most γ(s), then |LOO| ≤ γ(N − 1) and |Shapley| ≤ the mean of γ(0) to γ(N − 1). For logistic regression with "
      + "points in the unit disc, γ(s) = 2 / ((s + 1) λ) and γ(0) = 1 / λ; the values stay below in \(within) of "
      + "\(findings.stability.count) sizes."
  }

  private static func counterexample(empty: Excess, counting: Excess) -> String {
    "*The printed Shapley bound.* A learner that is always wrong without data and always right with any: v(∅) = −1 and "
      + "v = 0 otherwise. No two sets of one or more points can be told apart, so ε(s) = 0 for s ≥ 1 and the printed bound "
      + "is \(decimal(empty.bound)); with N = \(empty.players) every Shapley value is \(decimal(empty.value)).\n\n"
      + "*The notion of privacy.* A learner that only counts its points, right where their number is even and wrong where "
      + "it is odd: sets of equal size give the same model, so ε = 0 in the paper's definition and the printed bound is "
      + "\(decimal(counting.bound)); with N = \(counting.players) every leave-one-out value is "
      + "\(decimal(counting.value))."
  }

  /// Three decimals.
  private static func decimal(_ number: Double) -> String { OrderPreservation.decimal(number) }
}
