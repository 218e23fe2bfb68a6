/// A method whose values are a semivalue of the K-nearest-neighbour game, so that its theory can be checked without data.
public protocol NeighbourMethod: ValuationMethod {
  var semivalue: Semivalue { get }
  /// K
  var neighbours: Int { get }
}

extension KNNShapley: NeighbourMethod {
  public var semivalue: Semivalue { .shapley }
}

extension KNNLeaveOneOut: NeighbourMethod {
  public var semivalue: Semivalue { .leaveOneOut }
}
