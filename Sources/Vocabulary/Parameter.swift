/// One parameter of a component: name, type, range, default, unit and help, without its Swift type.
public struct ParameterDeclaration: Sendable, Hashable {
  public let name: String
  public let type: ParameterType
  /// The value used when the study gives none; `nil` means that the study must give one.
  public let fallback: Value?
  /// The unit of the value, or "".
  public let unit: String
  /// One sentence.
  public let help: String
  /// Other words people use for it.
  public let synonyms: [String]
  /// Whether its default enters no key: it came after results were kept that the default does not change.
  public internal(set) var isSilent = false

  /// Whether a value of it enters no key.
  public func isSilent(at value: Value) -> Bool { isSilent && fallback == value }
}

/// What a study may write for a parameter.
public indirect enum ParameterType: Sendable, Hashable {
  case integer(ClosedRange<Int>)
  case real(Interval)
  case boolean
  case text
  /// A file, relative to the study; its contents enter the key, its name does not.
  case file
  case choice([String])
  /// The name of a block of the study; replaced by the block's component before the value is read.
  case reference(BlockKind)
  /// The name of a block, kept as a text; a method's name becomes the label of its headline instance.
  case name(BlockKind)
  /// A column of the task named by the parameter `task` beside it, or `case` or `method`, or of the table of the check
  /// named by the parameter `theory`; kept as a text.
  case column
  /// A column of that task which holds what it measured: numbers, and no dimension; kept as a text.
  case measure
  /// A column of that task, or of a theory check's table, which holds what was found: numbers, words or flags, and no
  /// dimension; kept as a text.
  case finding
  /// A nested map with `kind:` and that component's parameters.
  case component(ComponentKind)
  /// A list; a single item may stand for a list of one.
  case list(ParameterType, count: ClosedRange<Int>)
  /// Increasing reals: a list, or `{from: a, to: b, step: s}` with both ends included.
  case progression(Interval)
  /// A closed map.
  case record([ParameterDeclaration])
  /// Either the first or the second, tried in that order.
  case either(ParameterType, ParameterType)
}

/// A range of reals whose ends may be left out.
public struct Interval: Sendable, Hashable, CustomStringConvertible {
  public let lower: Double
  public let upper: Double
  public let includesLower: Bool
  public let includesUpper: Bool

  public init(_ lower: Double, _ upper: Double, includesLower: Bool = true, includesUpper: Bool = true) {
    (self.lower, self.upper, self.includesLower, self.includesUpper) = (lower, upper, includesLower, includesUpper)
  }

  /// [0, 1]
  public static let unit = Interval(0, 1)
  /// (0, ∞)
  public static let positive = Interval(0, .infinity, includesLower: false, includesUpper: false)
  /// [0, ∞)
  public static let nonNegative = Interval(0, .infinity, includesUpper: false)
  /// (0, 1)
  public static let openUnit = Interval(0, 1, includesLower: false, includesUpper: false)
  /// (−∞, ∞)
  public static let finite = Interval(-.infinity, .infinity, includesLower: false, includesUpper: false)

  public func contains(_ number: Double) -> Bool {
    (includesLower ? number >= lower : number > lower) && (includesUpper ? number <= upper : number < upper)
  }

  /// A phrase for messages, such as "above 0" or "between 0 and 1".
  public var description: String {
    let low = includesLower ? "at least \(lower.asWritten)" : "above \(lower.asWritten)"
    let high = includesUpper ? "at most \(upper.asWritten)" : "below \(upper.asWritten)"
    switch (lower.isFinite, upper.isFinite) {
    case (false, false): return "any number"
    case (true, false): return low
    case (false, true): return high
    case (true, true):
      return includesLower && includesUpper
        ? "between \(lower.asWritten) and \(upper.asWritten)" : "\(low) and \(high)"
    }
  }
}

/// A parameter whose Swift type has been forgotten, so that cards can list them.
public protocol DeclaredParameter: Sendable {
  var declaration: ParameterDeclaration { get }
}

/// A parameter together with the Swift type it is read as.
public struct Parameter<T: Sendable>: DeclaredParameter {
  public private(set) var declaration: ParameterDeclaration
  let read: @Sendable (Value) -> T?

  /// The general form; the static functions below cover the usual types.
  public init(
    _ name: String, _ type: ParameterType, default fallback: Value?, unit: String = "", help: String,
    synonyms: [String] = [], read: @escaping @Sendable (Value) -> T?
  ) {
    declaration = ParameterDeclaration(
      name: name, type: type, fallback: fallback, unit: unit, help: help, synonyms: synonyms)
    self.read = read
  }

  /// The same parameter, but its default enters no key, so that results kept before it was there stay known.
  public var silent: Self {
    var copy = self
    copy.declaration.isSilent = true
    return copy
  }

  /// The same parameter, but absent by default.
  public var optional: Parameter<T?> {
    let read = read
    return Parameter<T?>(
      declaration.name, declaration.type, default: Value.none, unit: declaration.unit, help: declaration.help,
      synonyms: declaration.synonyms
    ) { value in
      if case .none = value { return .some(nil) }
      return read(value).map { .some($0) }
    }
  }
}

extension Parameter where T == Int {
  public static func integer(
    _ name: String, _ range: ClosedRange<Int>, default fallback: Int? = nil, unit: String = "", help: String,
    synonyms: [String] = []
  ) -> Self {
    Self(name, .integer(range), default: fallback.map(Value.integer), unit: unit, help: help, synonyms: synonyms) {
      if case .integer(let number) = $0 { number } else { nil }
    }
  }
}

extension Parameter where T == Double {
  public static func real(
    _ name: String, _ range: Interval, default fallback: Double? = nil, unit: String = "", help: String,
    synonyms: [String] = []
  ) -> Self {
    Self(name, .real(range), default: fallback.map(Value.real), unit: unit, help: help, synonyms: synonyms) {
      if case .real(let number) = $0 { number } else { nil }
    }
  }
}

extension Parameter where T == Bool {
  public static func boolean(_ name: String, default fallback: Bool? = nil, help: String, synonyms: [String] = [])
    -> Self
  {
    Self(name, .boolean, default: fallback.map(Value.boolean), help: help, synonyms: synonyms) {
      if case .boolean(let flag) = $0 { flag } else { nil }
    }
  }
}

extension Parameter where T == String {
  public static func text(_ name: String, default fallback: String? = nil, help: String, synonyms: [String] = [])
    -> Self
  {
    Self(name, .text, default: fallback.map(Value.text), help: help, synonyms: synonyms, read: Self.readText)
  }

  /// A file named by the study; read as its path after resolution against the study's folder.
  public static func file(_ name: String, help: String, synonyms: [String] = []) -> Self {
    Self(name, .file, default: nil, help: help, synonyms: synonyms, read: Self.readText)
  }

  private static let readText: @Sendable (Value) -> String? = { if case .text(let text) = $0 { text } else { nil } }
}

extension Parameter where T: RawRepresentable & CaseIterable, T.RawValue == String {
  /// One of an enumeration's raw values.
  public static func choice(_ name: String, default fallback: T? = nil, help: String, synonyms: [String] = []) -> Self {
    Self(
      name, .choice(T.allCases.map(\.rawValue)), default: fallback.map { .text($0.rawValue) }, help: help,
      synonyms: synonyms
    ) { if case .text(let text) = $0 { T(rawValue: text) } else { nil } }
  }
}

extension Parameter where T == ComponentValue {
  /// A block of the study, such as `model: logreg`.
  public static func reference(_ name: String, to kind: BlockKind, help: String, synonyms: [String] = []) -> Self {
    Self(name, .reference(kind), default: nil, help: help, synonyms: synonyms) {
      if case .component(let component) = $0 { component } else { nil }
    }
  }
}

extension Parameter where T == [Double] {
  /// Increasing reals, written as a list or as `{from:, to:, step:}`.
  public static func progression(
    _ name: String, _ range: Interval, default fallback: [Double]? = nil, unit: String = "", help: String
  ) -> Self {
    Self(name, .progression(range), default: fallback.map { .list($0.map(Value.real)) }, unit: unit, help: help) {
      guard case .list(let items) = $0 else { return nil }
      return items.map { if case .real(let number) = $0 { number } else { Double.nan } }
    }
  }
}

extension Parameter where T == [Int] {
  public static func integers(
    _ name: String, _ range: ClosedRange<Int>, count: ClosedRange<Int>, default fallback: [Int]? = nil,
    unit: String = "", help: String
  ) -> Self {
    Self(
      name, .list(.integer(range), count: count), default: fallback.map { .list($0.map(Value.integer)) }, unit: unit,
      help: help
    ) {
      guard case .list(let items) = $0 else { return nil }
      return items.compactMap { if case .integer(let number) = $0 { number } else { nil } }
    }
  }
}

extension Parameter where T == [String] {
  /// A list of names out of a fixed set, such as a task's metrics.
  public static func choices(
    _ name: String, of options: [String], default fallback: [String]? = nil, help: String
  ) -> Self {
    Self(
      name, .list(.choice(options), count: 1...max(1, options.count)),
      default: fallback.map { .list($0.map(Value.text)) },
      help: help
    ) {
      guard case .list(let items) = $0 else { return nil }
      return items.compactMap { if case .text(let text) = $0 { text } else { nil } }
    }
  }
}
