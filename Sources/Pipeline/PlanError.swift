/// Why steps make no plan.
public enum PlanError: Error, Hashable, Sendable {
  case duplicateName(String)
  case unknownInput(step: String, role: String, input: String)
  /// Names from a step along its inputs back to itself.
  case cycle([String])
}

extension PlanError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .duplicateName(let name): "two steps are called '\(name)'; names must differ"
    case .unknownInput(let step, let role, let input):
      "step '\(step)' reads '\(input)' as its '\(role)', but there is no such step"
    case .cycle(let names): "steps wait for each other: \(names.joined(separator: " ← "))"
    }
  }
}
