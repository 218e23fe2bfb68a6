import Plot

/// Lengths of time for people.
enum DurationText {
  /// Seconds with a unit that suits their size: 0.42 s, 12 s, 3:05 min, 1:02:03 h.
  static func text(_ seconds: Double) -> String {
    switch seconds {
    case ..<10: "\(NumberText.fixed(seconds, decimals: 2)) s"
    case ..<60: "\(Int(seconds.rounded())) s"
    case ..<3600: "\(Int(seconds) / 60):\(twoDigits(Int(seconds) % 60)) min"
    default: "\(Int(seconds) / 3600):\(twoDigits(Int(seconds) / 60 % 60)):\(twoDigits(Int(seconds) % 60)) h"
    }
  }

  /// For guesses: no fractions of a second.
  static func whole(_ seconds: Double) -> String { seconds < 10 ? "\(Int(seconds.rounded(.up))) s" : text(seconds) }

  private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

extension Duration {
  var seconds: Double { self / .seconds(1) }
}
