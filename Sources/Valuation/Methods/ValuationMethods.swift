public import Vocabulary

/// Every valuation method a study may name; a new one is a file in this folder and a line here.
public let valuationMethods: [any ValuationMethod.Type] = [
  RandomValues.self,
  LeaveOneOut.self,
  TMCShapley.self,
  KNNShapley.self,
  KNNLeaveOneOut.self,
  CHGShapley.self,
  GradientShapley.self,
  HardnessShapley.self,
]

/// The method of a checked component value; a name without a method is our mistake, not the study's.
public func makeValuationMethod(_ component: ComponentValue) -> any ValuationMethod {
  guard let type = valuationMethods.first(where: { $0.card.name == component.name }) else {
    preconditionFailure("no method '\(component.name)' among \(valuationMethods.map { $0.card.name })")
  }
  return type.init(component.arguments)
}
