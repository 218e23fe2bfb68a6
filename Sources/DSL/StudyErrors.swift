/// Everything that is wrong with a study, in the order of the file; never empty.
public struct StudyErrors: Error, Sendable, Hashable, CustomStringConvertible {
  public let diagnostics: [Diagnostic]

  init(_ diagnostics: [Diagnostic]) {
    precondition(!diagnostics.isEmpty, "a study without mistakes was called wrong")
    self.diagnostics = diagnostics.sorted()
  }

  /// Whether nothing is wrong but files that are not there.
  public var isMissingFiles: Bool { diagnostics.allSatisfy { $0.id == .missingFile } }

  /// Each diagnostic as for a terminal, then how many there are.
  public var description: String {
    let count = diagnostics.count
    return diagnostics.map(\.description).joined(separator: "\n\n") + "\n\n"
      + (count == 1 ? "1 mistake; nothing was run" : "\(count) mistakes; nothing was run")
  }

  /// A JSON list of objects with file, line, column, endLine, endColumn, id, severity, message, help and notes.
  public var json: String {
    "[" + diagnostics.map(\.json).joined(separator: ",\n ") + "]"
  }
}

extension Diagnostic {
  /// A JSON object with file, line, column, endLine, endColumn, id, severity, message, help and notes.
  public var json: String {
    let fields = [
      ("file", Self.quoted(span.file)), ("line", "\(span.line)"), ("column", "\(span.column)"),
      ("endLine", "\(span.endLine)"), ("endColumn", "\(span.endColumn)"), ("id", Self.quoted(id.rawValue)),
      ("severity", Self.quoted(severity.rawValue)), ("message", Self.quoted(message)),
      ("help", fix.map(Self.quoted) ?? "null"),
      ("notes", "[" + notes.map(Self.quoted).joined(separator: ", ") + "]"),
    ]
    return "{" + fields.map { "\"\($0.0)\": \($0.1)" }.joined(separator: ", ") + "}"
  }

  private static func quoted(_ text: String) -> String {
    "\"" + text.unicodeScalars.map(escaped).joined() + "\""
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\"": "\\\""
    case "\\": "\\\\"
    case _ where scalar.value < 0x20:
      "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
    default: String(scalar)
    }
  }
}
