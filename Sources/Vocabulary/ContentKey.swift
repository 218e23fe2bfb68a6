import CCrypto

/// A SHA-256 digest: the identity of a result or of its bytes. Equal keys promise equal bytes.
public struct ContentKey: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// 64 lower-case hexadecimal digits.
  public let description: String

  /// The digest of some bytes. O(count).
  public init(of bytes: some ContiguousBytesCollection) {
    var digest = ContentDigest()
    bytes.withUnsafeBytes { digest.update($0) }
    self = digest.finish()
  }

  /// The digest of a text's UTF-8 bytes.
  public init(of text: String) { self.init(of: Array(text.utf8)) }

  /// Reads 64 hexadecimal digits; `nil` for anything else.
  public init?(hexadecimal text: some StringProtocol) {
    guard text.utf8.count == 64, text.utf8.allSatisfy({ Self.isHexadecimal($0) }) else { return nil }
    description = String(text)
  }

  init(digest: [UInt8]) {
    let digits = Array("0123456789abcdef".utf8)
    description = String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  /// The first `count` digits, for people.
  public func short(_ count: Int = 8) -> String { String(description.prefix(count)) }

  /// The first eight bytes as a number, for seeding streams.
  public var word: UInt64 { UInt64(description.prefix(16), radix: 16) ?? 0 }

  /// The second eight bytes as a number.
  public var secondWord: UInt64 { UInt64(description.dropFirst(16).prefix(16), radix: 16) ?? 0 }

  public static func < (left: ContentKey, right: ContentKey) -> Bool { left.description < right.description }

  private static func isHexadecimal(_ byte: UInt8) -> Bool { (48...57).contains(byte) || (97...102).contains(byte) }
}

/// Anything whose bytes lie in one piece.
public protocol ContiguousBytesCollection {
  /// Lends the bytes for the time of the call.
  func withUnsafeBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R
}

extension Array: ContiguousBytesCollection {}
extension ArraySlice: ContiguousBytesCollection {}

/// A SHA-256 computation fed piece by piece; the one door to libcrypto.
public struct ContentDigest: ~Copyable {
  private let context: OpaquePointer

  /// An empty computation.
  public init() {
    guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
      preconditionFailure("libcrypto offers no SHA-256")
    }
    self.context = context
  }

  deinit { EVP_MD_CTX_free(context) }

  /// Appends bytes.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    guard let base = bytes.baseAddress else { return }
    EVP_DigestUpdate(context, base, bytes.count)
  }

  /// The digest of everything appended.
  public consuming func finish() -> ContentKey {
    var digest = [UInt8](repeating: 0, count: 32)
    var length: UInt32 = 0
    EVP_DigestFinal_ex(context, &digest, &length)
    return ContentKey(digest: digest)
  }
}
