/// A box that tells a verdict and the reasons for it.
public struct Notice: Sendable, Hashable {
  /// Plain text.
  public let title: String
  /// One word or two, such as "holds"; it carries the tone for those who see no colours.
  public let label: String
  public let tone: Tone
  /// CommonMark.
  public let body: String

  /// What the verdict means to the reader.
  public enum Tone: Sendable, Hashable, CaseIterable { case good, bad, open }

  public init(title: String, label: String, tone: Tone, body: String) {
    (self.title, self.label, self.tone, self.body) = (title, label, tone, body)
  }
}
