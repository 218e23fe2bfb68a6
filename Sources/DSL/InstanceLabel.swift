import Vocabulary

/// A method's name with the swept values behind it: `knn[k=5,metric=cosine]`, or only the name.
struct InstanceLabel: Sendable, Hashable {
  let name: String
  let settings: [Setting]

  struct Setting: Sendable, Hashable {
    let parameter: String
    let text: String
    let isNumber: Bool
  }

  init(name: String, settings: [Setting]) { (self.name, self.settings) = (name, settings) }

  /// Reads a label as people write it; what is no label has a name that no method bears.
  init(reading text: String) {
    guard let open = text.firstIndex(of: "["), text.last == "]" else {
      self.init(name: text, settings: [])
      return
    }
    let inside = text[text.index(after: open)...].dropLast()
    let settings = inside.split(separator: ",", omittingEmptySubsequences: false).map { part in
      let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let value = sides.count == 2 ? String(sides[1]).trimmed : ""
      return Setting(
        parameter: String(sides[0]).trimmed, text: value, isNumber: Checker.isDecimal(value))
    }
    self.init(name: String(text[..<open]), settings: settings)
  }

  /// As prose and tables write it.
  var text: String {
    settings.isEmpty ? name : name + "[" + settings.map { "\($0.parameter)=\($0.text)" }.joined(separator: ",") + "]"
  }

  /// As file names write it: `knn.k5.metric_cosine`. Different labels of a study give different names on any file
  /// system: a method's instances share their parameters, capitals and special characters are escaped by `~`.
  var fileText: String {
    let parts = settings.map { $0.isNumber ? $0.parameter + $0.text : "\($0.parameter)_\(Self.escaped($0.text))" }
    let whole = ([name] + parts).joined(separator: ".")
    guard whole.utf8.count > Self.longest else { return whole }
    return String(whole.prefix(Self.longest - 20)) + "~~" + ContentKey(of: whole).short(16)
  }

  /// File systems take 255 bytes; suffixes and folders want some.
  private static let longest = 120

  private static func escaped(_ text: String) -> String {
    text.utf8.map { byte in
      switch byte {
      case 97...122, 48...57, 95, 45: String(UnicodeScalar(byte))
      default: "~" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }
    }.joined()
  }

  /// Whether another label names the same settings, in any order, numbers compared as numbers.
  func matches(_ other: InstanceLabel) -> Bool {
    name == other.name && settings.count == other.settings.count
      && settings.allSatisfy { setting in other.settings.contains { $0.means(setting) } }
  }
}

extension InstanceLabel.Setting {
  /// A setting of a decoded value; `written` is the text of a name.
  init(_ parameter: String, _ value: Value, written: String) {
    switch value {
    case .integer(let number): self.init(parameter: parameter, text: "\(number)", isNumber: true)
    case .real(let number): self.init(parameter: parameter, text: number.asWritten, isNumber: true)
    default: self.init(parameter: parameter, text: written, isNumber: false)
    }
  }

  func means(_ other: Self) -> Bool {
    guard parameter == other.parameter else { return false }
    if text == other.text { return true }
    return isNumber && other.isNumber && Double(text) == Double(other.text)
  }
}

extension String {
  /// Without blanks at both ends.
  var trimmed: String {
    let isBlank = { (character: Character) in character == " " || character == "\t" }
    guard let first = firstIndex(where: { !isBlank($0) }), let last = lastIndex(where: { !isBlank($0) }) else {
      return ""
    }
    return String(self[first...last])
  }
}
