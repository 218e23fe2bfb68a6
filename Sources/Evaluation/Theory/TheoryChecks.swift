public import Vocabulary

/// Every theory check a study may name; a new one is a file in this folder and a line here.
public let theoryChecks: [any TheoryCheck.Type] = [
  AxiomSweep.self, EqualsEnumeration.self, KNNTruncation.self, UtilityApproximation.self,
]

/// The check of a checked component value; a name without a check is our mistake, not the study's.
public func makeTheoryCheck(_ component: ComponentValue) -> any TheoryCheck {
  guard let type = theoryChecks.first(where: { $0.card.name == component.name }) else {
    preconditionFailure("no theory check '\(component.name)' among \(theoryChecks.map { $0.card.name })")
  }
  return type.init(component.arguments)
}
