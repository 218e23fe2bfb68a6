import Vocabulary

extension Value {
  /// Reads a name.
  static let readText: @Sendable (Value) -> String? = { if case .text(let text) = $0 { text } else { nil } }

  /// Reads a list of names.
  static let readTexts: @Sendable (Value) -> [String]? = { value in
    if case .list(let items) = value { items.compactMap(readText) } else { nil }
  }
}
