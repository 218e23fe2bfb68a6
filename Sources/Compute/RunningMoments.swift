/// Mean and variance of numbers seen one at a time (Welford, Technometrics 4, 1962).
public struct RunningMoments: Sendable, Hashable {
  public private(set) var count = 0
  /// The mean of the numbers seen; 0 before the first.
  public private(set) var mean = 0.0
  private var squares = 0.0

  public init() {}

  /// Takes one more number into account.
  public mutating func add(_ number: Double) {
    count += 1
    let deviation = number - mean
    mean += deviation / Double(count)
    squares += deviation * (number - mean)
  }

  /// The sample variance, divided by count − 1; `nil` below two numbers.
  public var variance: Double? { count > 1 ? squares / Double(count - 1) : nil }
}
