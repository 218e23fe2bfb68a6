/// The parts that a corruption changes; the test part never is.
enum CorruptionScope: String, Sendable, CaseIterable {
  case train, validation, both

  var parts: [Part] {
    switch self {
    case .train: [.train]
    case .validation: [.validation]
    case .both: [.train, .validation]
    }
  }
}
