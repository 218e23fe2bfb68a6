import Compute
import Synchronization
import Vocabulary

/// Utilities of coalitions kept beside the results, so that no method fits again what another has fitted.
///
///     .workbench/utilities/0123456789abcdef/….csv   coalition and utility, named by the SHA-256 of the file's bytes;
///                                                    the folder has the first 16 digits of the game's family
///
/// What is kept changes what has to be computed and never a result: a utility is a pure function of its game and
/// coalition. A game's files are read when it is first asked for; a damaged one is told of, removed and ignored.
final class KnownUtilities: KnownNumbers {
  private let folder: String
  private let store: Store
  private let tell: @Sendable (StoreError) -> Void
  private let state = Mutex(State())
  /// Held while files are written: who has flushed may rely on all learned before being there.
  private let writing = Mutex(())

  private struct State {
    var families: [ContentKey: [NumberKey: Double]] = [:]
    /// Learned and not written yet, in the order of learning.
    var fresh: [(family: ContentKey, rows: [Row])] = []
    var counts = Counts()
    var lastFlush = ContinuousClock.now
  }

  /// The longest that learned numbers wait to be written while more are learned.
  private static let patience = Duration.seconds(5)

  typealias Row = (key: NumberKey, number: Double)

  /// What was asked of a run's games.
  struct Counts {
    /// Computed in this run.
    var computed = 0
    /// Known when they were asked for.
    var known = 0
  }

  init(_ store: Store, tell: @escaping @Sendable (StoreError) -> Void) {
    (self.store, self.tell) = (store, tell)
    folder = "\(store.folder)/utilities"
  }

  var counts: Counts { state.withLock { $0.counts } }

  func numbers(_ keys: [NumberKey], of family: ContentKey) -> [Double?] {
    state.withLock { state in
      let known = state.families[family] ?? read(family)
      state.families[family] = known
      let numbers = keys.map { known[$0] }
      state.counts.known += numbers.count { $0 != nil }
      return numbers
    }
  }

  func learn(_ numbers: [(key: NumberKey, number: Double)], of family: ContentKey) {
    guard !numbers.isEmpty else { return }
    let isDue = state.withLock { state in
      for (key, number) in numbers { state.families[family, default: [:]][key] = number }
      state.fresh.append((family, numbers))
      state.counts.computed += numbers.count
      return state.lastFlush.duration(to: .now) > Self.patience
    }
    if isDue { keepMeanwhile() }
  }

  /// A step that is no unit may take hours: what it has learned is written now and then. A file system that refuses is
  /// told of here and ends the run when the step's result is saved.
  private func keepMeanwhile() {
    do { try flush(isDurable: true) } catch { tell(error) }
  }

  /// How many numbers of some are known; they are not counted as asked for.
  func known(_ family: ContentKey) -> Int {
    state.withLock { state in
      let known = state.families[family] ?? read(family)
      state.families[family] = known
      return known.count
    }
  }

  /// Writes what was learned, a file for each game.
  func flush(isDurable: Bool) throws(StoreError) {
    try writing.withLock { _ throws(StoreError) in try writeFresh(isDurable) }
  }

  private func writeFresh(_ isDurable: Bool) throws(StoreError) {
    let fresh = state.withLock { state in
      defer { (state.fresh, state.lastFlush) = ([], .now) }
      return state.fresh
    }
    for family in Set(fresh.map(\.family)).sorted() {
      try write(fresh.filter { $0.family == family }.flatMap(\.rows), of: family, isDurable)
    }
  }
}

extension KnownUtilities {
  private static let headers = [Table.Header("coalition", .text), Table.Header("utility", .real)]

  private func path(_ family: ContentKey) -> String { "\(folder)/\(family.short(16))" }

  private func write(_ rows: [Row], of family: ContentKey, _ isDurable: Bool) throws(StoreError) {
    let rows = rows.sorted { ($0.key.high, $0.key.low) < ($1.key.high, $1.key.low) }
    let table = Table([
      .init("coalition", .texts(rows.map(\.key.hexadecimal))), .init("utility", .reals(rows.map(\.number))),
    ])
    let bytes = table.csvBytes
    try Files.makeFolder(folder)
    try Files.makeFolder(path(family))
    try store.put(bytes, at: "\(path(family))/\(ContentKey(of: bytes)).csv", isDurable: isDurable)
  }

  /// All that is kept of a family. What cannot be read is not known; that costs time and no result.
  private func read(_ family: ContentKey) -> [NumberKey: Double] {
    var known: [NumberKey: Double] = [:]
    for name in Files.names(in: path(family)).sorted() where name.hasSuffix(".csv") {
      let file = "\(path(family))/\(name)"
      do throws(StoreError) {
        for (key, number) in try Self.rows(file, name) { known[key] = number }
      } catch {
        tell(error)
        if !error.isOfFileSystem { Files.remove(file) }
      }
    }
    return known
  }

  private static func rows(_ path: String, _ name: String) throws(StoreError) -> [Row] {
    // Another process may have found it damaged and removed it.
    guard let bytes = try Files.read(path) else { return [] }
    guard "\(ContentKey(of: bytes)).csv" == name, let table = try? Table(csv: bytes, columns: headers) else {
      throw .damagedUtilities(path: path)
    }
    let keys = table.texts("coalition").compactMap(NumberKey.init(hexadecimal:))
    guard keys.count == table.count else { throw .damagedUtilities(path: path) }
    return zip(keys, table.reals("utility")).map { (key: $0, number: $1) }
  }
}

extension NumberKey {
  /// 32 hexadecimal digits.
  fileprivate var hexadecimal: String { Self.digits(high) + Self.digits(low) }

  fileprivate init?(hexadecimal text: String) {
    guard text.utf8.count == 32, let high = UInt64(text.prefix(16), radix: 16),
      let low = UInt64(text.dropFirst(16), radix: 16)
    else { return nil }
    self.init(high: high, low: low)
  }

  private static func digits(_ word: UInt64) -> String {
    let digits = String(word, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }
}
