/// Every valuation method a study may name; a new one is a file in this folder and a line here.
public let valuationMethods: [any ValuationMethod.Type] = [
  RandomValues.self,
  LeaveOneOut.self,
  TMCShapley.self,
  KernelShapley.self,
  GroupTestingShapley.self,
  DataBanzhaf.self,
  InfluenceSubsample.self,
  AverageMarginalEffect.self,
  LeastCore.self,
  DataOOB.self,
  ClassWiseShapley.self,
  KNNShapley.self,
  KNNLeaveOneOut.self,
  CHGShapley.self,
  GradientShapley.self,
  HardnessShapley.self,
]
