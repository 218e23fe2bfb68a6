public import Compute
public import Vocabulary

/// Whether a claim that one method beats another by more than a margin is borne out, by its 95 % t interval.
public struct ClaimVerdict: Sendable, Hashable {
  public let outcome: Outcome
  /// left − right, or right − left where the claim says `less`; `nil` where a replicate is undefined or there is none.
  public let effect: Estimate?

  public enum Outcome: Sendable, Hashable {
    /// The whole interval lies above the margin.
    case reproduced
    /// The whole interval lies below the margin.
    case notReproduced
    /// The interval has the margin in it, or at an end.
    case inconclusive
    case noVerdict(Reason)

    /// As tables write it.
    public var name: String {
      switch self {
      case .reproduced: "reproduced"
      case .notReproduced: "not_reproduced"
      case .inconclusive: "inconclusive"
      case .noVerdict: "no_verdict"
      }
    }
  }

  /// Why there is no verdict.
  public enum Reason: Sendable, Hashable {
    case tooFewReplicates(found: Int)
    /// Some replicates have no finite value on one of the sides.
    case undefinedReplicates(Int, of: Int)
  }

  /// Judges replicates that belong together pair by pair. O(replicates).
  public init(left: [Double], right: [Double], relation: Relation, margin: Double) {
    precondition(left.count == right.count, "\(left.count) replicates paired with \(right.count)")
    precondition(margin.isFinite, "a margin of \(margin)")
    let (above, below) = relation == .greater ? (left, right) : (right, left)
    let effect = Estimate(differenceOf: above, and: below)
    self.effect = effect
    let undefined = zip(above, below).count { !($0 - $1).isFinite }
    guard undefined == 0 else {
      outcome = .noVerdict(.undefinedReplicates(undefined, of: left.count))
      return
    }
    guard left.count >= Relation.fewestReplicates, let low = effect?.low, let high = effect?.high else {
      outcome = .noVerdict(.tooFewReplicates(found: left.count))
      return
    }
    let dust = Self.dust(left + right + [margin])
    outcome = low > margin + dust ? .reproduced : high < margin - dust ? .notReproduced : .inconclusive
  }

  /// How far rounding may move an end of the interval: binary 0.9 − 0.8 is not 0.1, and where all differences are equal
  /// the interval has no width of its own that would hide this. A subtraction and a mean round by a few units of the
  /// largest number's last place.
  private static func dust(_ numbers: [Double]) -> Double {
    16 * Double.ulpOfOne * (numbers.map(\.magnitude).max() ?? 0)
  }
}

extension ClaimVerdict.Reason: CustomStringConvertible {
  /// What was expected and what was found.
  public var description: String {
    switch self {
    case .tooFewReplicates(let found):
      "a verdict needs at least \(Relation.fewestReplicates) replicates, found \(found)"
    case .undefinedReplicates(let count, let total):
      "\(count) of \(total) replicates have no finite difference"
    }
  }
}
