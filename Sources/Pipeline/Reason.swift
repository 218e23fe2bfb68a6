import Vocabulary

/// Why a step will run.
public enum Reason: Sendable, Hashable {
  case neverRun
  /// A part of the identity has another value; `place` is where the study says so, or "".
  case changed(part: String, from: String, to: String, place: String)
  case added(part: String, value: String, place: String)
  case removed(part: String, value: String)
  case inputChanged(role: String)
  case inputsDiffer
  /// It has run with all this before, but the result is no longer in the store.
  case missingResult
  /// An input must be made first.
  case waits(step: String)

  /// What differs between a step and its last success; every reason that is known, those of its inputs last.
  static func all(for step: Step, inputs: [ContentKey?], since last: History.Entry?) -> [Reason] {
    let waiting = zip(step.inputs, inputs).filter { $1 == nil }.map { Reason.waits(step: $0.0.step) }
    guard let last else { return [.neverRun] + waiting }
    let parts = identity(of: step, since: last)
    // The count follows from a part that the study writes, wherever there is one.
    let told = parts.filter { !$0.isUnitCount }
    let found = (told.isEmpty ? parts : told) + self.inputs(of: step, inputs, since: last) + waiting
    return found.isEmpty ? [.missingResult] : found
  }

  private var isUnitCount: Bool {
    if case .changed(Step.unitCount, _, _, _) = self { true } else { false }
  }

  private static func identity(of step: Step, since last: History.Entry) -> [Reason] {
    let now = Dictionary(grouping: step.identityWithUnits, by: \.name)
    let then = Dictionary(grouping: last.identity, by: \.name)
    var reasons = [Reason]()
    for part in step.identityWithUnits where now[part.name]?.first == part {
      guard let old = then[part.name] else {
        reasons.append(.added(part: part.name, value: part.value, place: part.place))
        continue
      }
      let new = now[part.name] ?? []
      guard old.map(\.value).sorted() != new.map(\.value).sorted() else { continue }
      let (from, to) = (old.map(\.value).joined(separator: ", "), new.map(\.value).joined(separator: ", "))
      reasons.append(.changed(part: part.name, from: from, to: to, place: part.place))
    }
    let gone = last.identity.filter { now[$0.name] == nil }
    return reasons + gone.map { .removed(part: $0.name, value: $0.value) }
  }

  private static func inputs(of step: Step, _ contents: [ContentKey?], since last: History.Entry) -> [Reason] {
    guard step.inputs.map(\.role) == last.inputs.map(\.role) else { return [.inputsDiffer] }
    let changed = zip(zip(step.inputs, contents), last.inputs).filter { $0.1 != nil && $0.1 != $1.content }
    return changed.map { .inputChanged(role: $0.0.0.role) }
  }
}

extension Reason: CustomStringConvertible {
  /// A phrase for people, values as a study would write them.
  public var description: String {
    switch self {
    case .neverRun: "never run before"
    case .changed(let part, let from, let to, let place):
      "\(part): \(ReadableValue.text(from)) → \(ReadableValue.text(to))" + Self.suffix(place)
    case .added(let part, let value, let place): "\(part): new, \(ReadableValue.text(value))" + Self.suffix(place)
    case .removed(let part, let value): "\(part): gone, was \(ReadableValue.text(value))"
    case .inputChanged(let role): "input '\(role)' changed"
    case .inputsDiffer: "reads other inputs than before"
    case .missingResult: "result missing from the store"
    case .waits(let step): "waits for \(step)"
    }
  }

  private static func suffix(_ place: String) -> String { place.isEmpty ? "" : " (\(place))" }
}
