/// Every data source a study may name.
public let datasetSources: [any DatasetSource.Type] = [
  Digits.self,
  TwoMoons.self,
  GaussianBlobs.self,
  Friedman.self,
  CSVSource.self,
  NPYSource.self,
  IDXSource.self,
  CIFARBinary.self,
  MNIST.self,
  FashionMNIST.self,
  CIFAR10.self,
  Adult.self,
]
