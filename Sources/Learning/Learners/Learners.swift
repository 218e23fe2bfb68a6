public import Vocabulary

/// Every learner a study may name; a new one is a file in this folder and a line here.
public let learners: [any Learner.Type] = [
  SoftmaxRegression.self,
  LogisticRegression.self,
  RidgeRegression.self,
  NeuralNetwork.self,
  MLP.self,
  CNN.self,
  ResNet9.self,
  ResNet18.self,
  KNearestNeighbours.self,
  GaussianNaiveBayes.self,
  DecisionTreeLearner.self,
  RandomForest.self,
  KernelRegression.self,
]

/// The learner of a checked component value; a name without a learner is our mistake, not the study's.
public func makeLearner(_ component: ComponentValue) -> any Learner { component.made(from: learners) }
