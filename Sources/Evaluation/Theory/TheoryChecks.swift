/// Every theory check a study may name; a new one is a file in this folder and a line here.
public let theoryChecks: [any TheoryCheck.Type] = [
  DPBounds.self, EqualsEnumeration.self, OrderPreservation.self,
]
