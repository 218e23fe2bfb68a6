import Compute
import Vocabulary

extension [Estimate?] {
  /// A measure m down the rows at full precision: the columns m, m_low and m_high, NaN where nothing is known.
  func columns(_ name: String, unit: String) -> [Table.Column] {
    [
      .init(name, unit: unit, .reals(map { $0?.mean ?? .nan })),
      .init("\(name)_low", unit: unit, .reals(map { $0?.low ?? .nan })),
      .init("\(name)_high", unit: unit, .reals(map { $0?.high ?? .nan })),
    ]
  }
}
