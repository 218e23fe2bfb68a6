/// A method of losses and gradients whose values on a few points follow from a closed form, once each point's are known.
public protocol PointMethod: ValuationMethod {
  /// What a coalition of points is worth; `nil` where the points play no single game.
  var pointGame: PointGame? { get }
}

/// What a coalition of points with losses and gradients is worth at one moment of a training.
public enum PointGame: Sendable, Hashable {
  /// How near its mean gradient comes to everyone's; each gradient is multiplied by its point's loss first, or is not.
  case gradients(weightedByLoss: Bool)
  /// Its mean loss.
  case meanLoss
  /// How near its mean loss comes to everyone's.
  case lossesAsGradients
}

extension CHGShapley: PointMethod {
  public var pointGame: PointGame? { average.perClass ? nil : .gradients(weightedByLoss: true) }
}

extension GradientShapley: PointMethod {
  public var pointGame: PointGame? { average.perClass ? nil : .gradients(weightedByLoss: false) }
}

extension HardnessShapley: PointMethod {
  public var pointGame: PointGame? {
    guard !average.perClass else { return nil }
    return utility == .meanLoss ? .meanLoss : .lossesAsGradients
  }
}
