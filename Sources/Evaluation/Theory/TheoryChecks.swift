/// Every theory check a study may name.
public let theoryChecks: [any TheoryCheck.Type] = []
