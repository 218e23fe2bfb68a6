/// Checked arguments of a component, every default filled in; read through the parameter that declared them.
public struct Arguments: Sendable, Hashable, CustomStringConvertible {
  /// Values by parameter name.
  public let values: [String: Value]

  /// Takes values already checked; parameters without a value fall back to their default when read.
  public init(_ values: [String: Value] = [:]) { self.values = values }

  /// The typed value of a parameter. A value that was not checked is our mistake, not the study's.
  public subscript<T>(parameter: Parameter<T>) -> T {
    let declaration = parameter.declaration
    guard let value = values[declaration.name] ?? declaration.fallback, let read = parameter.read(value) else {
      preconditionFailure("'\(declaration.name)' was not checked before it was read")
    }
    return read
  }

  /// A copy with one value replaced.
  public func setting(_ name: String, to value: Value) -> Arguments {
    Arguments(values.merging([name: value]) { $1 })
  }

  /// One unambiguous text for keys: sorted by name.
  public var canonical: String {
    "(" + values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.canonical)" }.joined(separator: ",") + ")"
  }

  public var description: String {
    "{" + values.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ") + "}"
  }
}
