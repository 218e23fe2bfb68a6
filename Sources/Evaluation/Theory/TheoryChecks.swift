/// Every theory check a study may name; a new one is a file in this folder and a line here.
public let theoryChecks: [any TheoryCheck.Type] = [
  EqualsEnumeration.self, AxiomSweep.self, KNNTruncation.self, UtilityApproximation.self, OrderPreservation.self,
  DPBounds.self,
]
