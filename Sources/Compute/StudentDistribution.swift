import Glibc

/// Student's t distribution for any positive number of degrees of freedom.
public enum StudentDistribution {
  /// The number below which t falls with a probability in (0, 1); relative error below 1e-11 for 0.5 degrees of
  /// freedom and more.
  ///
  /// The upper tail is convex in t, so Newton's method from the normal quantile, which lies below, never overshoots.
  public static func quantile(_ probability: Double, degreesOfFreedom: Double) -> Double {
    precondition(probability > 0 && probability < 1, "a quantile at probability \(probability)")
    precondition(degreesOfFreedom > 0 && degreesOfFreedom.isFinite, "\(degreesOfFreedom) degrees of freedom")
    if probability == 0.5 { return 0 }
    let tail = min(probability, 1 - probability)
    var t = -NormalDistribution.quantile(tail)
    for _ in 0..<1000 {
      let step = (upperTail(t, degreesOfFreedom) - tail) / density(t, degreesOfFreedom)
      t += step
      if step <= 1e-14 * t { break }
    }
    return probability < 0.5 ? -t : t
  }

  /// The density at t.
  static func density(_ t: Double, _ degrees: Double) -> Double {
    exp(logGammaRatio(degrees / 2) - 0.5 * log(degrees * .pi) - (degrees + 1) / 2 * log1p(t * t / degrees))
  }

  /// The probability of exceeding t > 0.
  static func upperTail(_ t: Double, _ degrees: Double) -> Double {
    let share = degrees / (degrees + t * t)
    // The continued fraction converges fast on the side of the mean, (a + 1) / (a + b + 2).
    if share < (degrees / 2 + 1) / (degrees / 2 + 2.5) {
      return 0.5 * incompleteBeta(share, degrees / 2, 0.5, degrees: degrees)
    }
    return 0.5 - 0.5 * incompleteBeta(t * t / (degrees + t * t), 0.5, degrees / 2, degrees: degrees)
  }

  /// I_x(a, b) where a and b are 1/2 and half the degrees of freedom, in either order (Abramowitz and Stegun 26.5.8).
  private static func incompleteBeta(_ x: Double, _ a: Double, _ b: Double, degrees: Double) -> Double {
    // 1/B(ν/2, 1/2) = Γ((ν + 1)/2) / (Γ(ν/2) √π)
    let front = exp(a * log(x) + b * log1p(-x) + logGammaRatio(degrees / 2) - 0.5 * log(Double.pi)) / a
    return front * continuedFraction(x, a, b)
  }

  /// 1 / (1 + d₁ / (1 + d₂ / …)), evaluated from the front (Lentz, Applied Optics 15, 1976).
  private static func continuedFraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    var (upper, lower, value) = (1.0, 0.0, 1.0)
    for step in 1..<10_000 {
      let coefficient = coefficient(step, x, a, b)
      lower = 1 / (1 + coefficient * lower)
      upper = 1 + coefficient / upper
      value *= upper * lower
      if abs(upper * lower - 1) < 1e-16 { break }
    }
    return 1 / value
  }

  private static func coefficient(_ step: Int, _ x: Double, _ a: Double, _ b: Double) -> Double {
    let m = Double(step / 2)
    return step.isMultiple(of: 2)
      ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
  }

  /// log Γ(x + ½) − log Γ(x), by Stirling's series where subtracting would cost digits.
  static func logGammaRatio(_ x: Double) -> Double {
    guard x >= 20 else { return logGamma(x + 0.5) - logGamma(x) }
    let inverse = 1 / x
    let square = inverse * inverse
    // Terms from Tricomi and Erdélyi's expansion; the next is below 1e-13 here.
    let series = inverse * (-1 / 8 + square * (1 / 192 + square * (-1 / 640 + square * (17 / 14336))))
    return 0.5 * log(x) + series
  }

  private static func logGamma(_ x: Double) -> Double {
    var sign: Int32 = 0
    return lgamma_r(x, &sign)
  }
}
