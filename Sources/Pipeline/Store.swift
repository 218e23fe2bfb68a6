public import Vocabulary

/// Results by key: content-addressed objects that anyone can open, and a small record per key.
///
///     .workbench/format              the format's number
///     .workbench/objects/ab/….csv    tables; arrays end in .npy; named by the SHA-256 of their bytes
///     .workbench/actions/ab/….json   what is known of a key
///     .workbench/utilities/ab…/….csv  utilities of coalitions, by game
///     .workbench/checkpoints/…        where trainings under way go on from after a kill
///     .workbench/history/….json      the last keys of a study, to tell why a step runs
///     .workbench/tmp/                files being written
///
/// Any number of threads and processes may use one store: files are written aside and put in place whole, and equal keys
/// mean equal bytes. What is read is checked against its digest, so a damaged file costs time, never a wrong number.
public struct Store: Sendable {
  public let folder: String

  /// The format written and read by this version.
  public static let format = 1

  /// What took longer is on the disk before anyone is told of it.
  static let durableSeconds = 0.1

  /// Opens the store, making the folder if need be (its parent must exist).
  public init(folder: String) throws(StoreError) {
    self.folder = folder
    try Files.makeFolder(folder)
    let path = "\(folder)/format"
    let text = try Files.read(path).map { String(decoding: $0, as: UTF8.self) } ?? ""
    if !text.isEmpty { try Self.check(text, folder) }
    for name in ["objects", "actions", "history", "tmp"] { try Files.makeFolder("\(folder)/\(name)") }
    if text.isEmpty { try put(Array("\(Self.format)\n".utf8), at: path, isDurable: true) }
  }

  private static func check(_ text: String, _ folder: String) throws(StoreError) {
    guard let found = Int(text.filter { !$0.isWhitespace }) else { throw .notAStore(path: folder) }
    guard found <= format else { throw .newerFormat(path: folder, found: found, known: format) }
  }

  /// What is known of a key: `nil` where nothing is, where the record is damaged, or where an object of it is missing
  /// or of another size.
  public func lookup(_ key: ContentKey) throws(StoreError) -> ActionRecord? {
    guard let record = try record(key) else { return nil }
    return record.outputs.allSatisfy { Files.size(path($0)) == $0.byteCount } ? record : nil
  }

  /// Whether a key has been recorded, be its objects there or not.
  func hasRecord(_ key: ContentKey) throws(StoreError) -> Bool { try record(key) != nil }

  /// Reads a result and checks each digest; a damaged object is removed and told as ``StoreError/damaged(object:step:item:)``.
  public func load(_ record: ActionRecord) throws(StoreError) -> Artifact {
    var items = [Artifact.Item]()
    for output in record.outputs { items.append(try item(output, of: record)) }
    return Artifact(items)
  }

  /// Keeps a result under its key and returns the record, or the one already there if it says the same.
  ///
  /// Objects come before the record that names them. What took longer than a tenth of a second is on the disk when
  /// this returns; of what took less, a power failure may leave a torn file, which its digest gives away.
  @discardableResult
  public func save(
    _ artifact: Artifact, key: ContentKey, step: String, unit: Int? = nil, identity: [IdentityPart],
    inputs: [ActionRecord.Input], seconds: Double
  ) throws(StoreError) -> ActionRecord {
    let isDurable = seconds > Self.durableSeconds
    var outputs = [ActionRecord.Output]()
    for item in artifact.items {
      let (output, bytes) = item.encoded
      try write(bytes, output, isDurable)
      outputs.append(output)
    }
    let record = ActionRecord(
      key: key, step: step, unit: unit, identity: identity, inputs: inputs, outputs: outputs, seconds: seconds)
    return try keep(record, isDurable)
  }
}

extension Store {
  private func record(_ key: ContentKey) throws(StoreError) -> ActionRecord? {
    guard let bytes = try Files.read(path(key)), let json = JSON(bytes) else { return nil }
    if let format = json["workbench"]?.integer, format > Self.format {
      throw .newerFormat(path: folder, found: format, known: Self.format)
    }
    return ActionRecord(json).flatMap { $0.key == key ? $0 : nil }
  }

  private func item(_ output: ActionRecord.Output, of record: ActionRecord) throws(StoreError) -> Artifact.Item {
    let path = path(output)
    guard let bytes = try Files.read(path), ContentKey(of: bytes) == output.object,
      let content = Self.content(bytes, output.form)
    else {
      Files.remove(path)
      throw .damaged(object: output.object, step: record.step, item: output.name)
    }
    return Artifact.Item(output.name, content)
  }

  static func content(_ bytes: [UInt8], _ form: ActionRecord.Form) -> Artifact.Content? {
    switch form {
    case .array: (try? NumericArray(npy: bytes)).map(Artifact.Content.array)
    case .table(let headers): (try? Table(csv: bytes, columns: headers)).map(Artifact.Content.table)
    }
  }

  private func write(_ bytes: [UInt8], _ output: ActionRecord.Output, _ isDurable: Bool) throws(StoreError) {
    let path = path(output)
    if Files.size(path) == bytes.count { return }
    try Files.makeFolder("\(folder)/objects/\(output.object.short(2))")
    try put(bytes, at: path, isDurable: isDurable)
  }

  /// Records a key that is not known yet; the first of two records stays if they agree.
  private func keep(_ record: ActionRecord, _ isDurable: Bool) throws(StoreError) -> ActionRecord {
    let aside = try Files.write(record.json.bytes, in: "\(folder)/tmp", isDurable: isDurable)
    try Files.makeFolder("\(folder)/actions/\(record.key.short(2))")
    if try Files.place(aside, at: path(record.key)) { return record }
    guard let known = try self.record(record.key) else {
      // What lies there cannot be read.
      try put(record.json.bytes, at: path(record.key), isDurable: isDurable)
      return record
    }
    guard known.content == record.content else {
      throw .nonDeterministic(step: record.step, key: record.key, item: Self.difference(known, record))
    }
    return known
  }

  /// Writes a file aside and puts it in its place, over one that is there.
  func put(_ bytes: [UInt8], at path: String, isDurable: Bool) throws(StoreError) {
    try Files.move(try Files.write(bytes, in: "\(folder)/tmp", isDurable: isDurable), to: path)
  }

  private static func difference(_ known: ActionRecord, _ found: ActionRecord) -> String {
    let pairs = zip(known.outputs, found.outputs)
    if let pair = pairs.first(where: { $0 != $1 }) { return pair.1.name }
    return (known.outputs.count > found.outputs.count ? known : found).outputs.last?.name ?? ""
  }

  private func path(_ output: ActionRecord.Output) -> String {
    let ending = if case .array = output.form { "npy" } else { "csv" }
    return "\(folder)/objects/\(output.object.short(2))/\(output.object).\(ending)"
  }

  private func path(_ key: ContentKey) -> String { "\(folder)/actions/\(key.short(2))/\(key).json" }
}
