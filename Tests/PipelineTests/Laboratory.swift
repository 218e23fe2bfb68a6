import Compute
import Glibc
import Pipeline
import Synchronization
import Testing
import Vocabulary

/// A folder of its own with a store, gone with the test.
final class Laboratory: Sendable {
  let folder: String

  init() throws {
    var template = Array("/tmp/workbench-pipeline-XXXXXX".utf8CString)
    folder = String(cString: try #require(mkdtemp(&template)))
  }

  deinit {
    for path in paths().reversed() { remove(path) }
    rmdir(folder)
  }

  var storeFolder: String { folder + "/.workbench" }

  func store() throws -> Store { try Store(folder: storeFolder) }

  /// All files and folders below the folder, folders first.
  func paths(below start: String? = nil, ending: String = "") -> [String] {
    guard let stream = opendir(start ?? folder) else { return [] }
    defer { closedir(stream) }
    var found = [String]()
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name == "." || name == ".." { continue }
      let path = "\(start ?? folder)/\(name)"
      if path.hasSuffix(ending) { found.append(path) }
      found += paths(below: path, ending: ending)
    }
    return found.sorted()
  }

  /// Names and bytes of all files that a result can depend on: objects, and records without their seconds.
  func results() throws -> [String: [UInt8]] {
    var found = [String: [UInt8]]()
    for path in paths(below: storeFolder + "/objects") where path.contains(".") {
      if path.hasSuffix(".csv") || path.hasSuffix(".npy") {
        found[String(path.dropFirst(folder.count))] = try read(path)
      }
    }
    for path in paths(below: storeFolder + "/actions", ending: ".json") {
      let text = String(decoding: try read(path), as: UTF8.self)
      found[String(path.dropFirst(folder.count))] = Array(text.prefix { $0 != "v" }.utf8)
    }
    return found
  }

  func read(_ path: String) throws -> [UInt8] {
    let file = try #require(fopen(path, "r"))
    defer { fclose(file) }
    var bytes = [UInt8]()
    while case let byte = fgetc(file), byte >= 0 { bytes.append(UInt8(byte)) }
    return bytes
  }

  func write(_ bytes: [UInt8], to path: String) throws {
    let file = try #require(fopen(path, "w"))
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
  }
}

/// Counts how often each step's or unit's work was done.
final class Tally: Sendable {
  private let counts = Mutex<[String: Int]>([:])
  func add(_ name: String) { counts.withLock { $0[name, default: 0] += 1 } }
  subscript(name: String) -> Int { counts.withLock { $0[name] ?? 0 } }
  var total: Int { counts.withLock { $0.values.reduce(0, +) } }
}

/// Keeps what a run tells.
final class Recorder: Observer {
  private let lines = Mutex<[String]>([])
  var events: [String] { lines.withLock { $0 } }

  func observe(_ event: RunEvent) {
    let line =
      switch event {
      case .started(let step, let units): "started \(step)" + (units.map { " \($0.known)/\($0.count)" } ?? "")
      case .progress(let step, let done, let total, let note):
        "progress \(step) \(done)/\(total)" + (note.map { " \($0)" } ?? "")
      case .remarked(let step, let note): "remarked \(step) \(note)"
      case .resumed(let step): "resumed \(step)"
      case .unitFinished(let step, let units): "unit \(step) \(units.known)/\(units.count)"
      case .finished(let step, _, let isReused): "\(isReused ? "reused" : "finished") \(step)"
      case .failed(let step, let error): "failed \(step): \(error)"
      case .skipped(let step, let because): "skipped \(step) because of \(because)"
      case .damaged(let step, _): "damaged \(step)"
      case .forgotten(let error): "forgotten: \(error)"
      }
    lines.withLock { $0.append(line) }
  }
}

/// A small study: a data set, its embedding (never stored), values in units, and a table.
struct SmallStudy {
  var seed: UInt64 = 7
  var scale = 1
  var rounding = 1
  var permutations = 4
  var metric = "mean"
  var fails: Set<String> = []
  let tally = Tally()

  struct Broken: Error, CustomStringConvertible {
    let step: String
    var description: String { "\(step) is broken" }
  }

  var steps: [Step] {
    [data, embedding, values, table]
  }

  private func enter(_ name: String) throws {
    tally.add(name)
    if fails.contains(name) { throw Broken(step: name) }
  }

  private var seeds: SeedStream { SeedStream(root: seed) }

  private var data: Step {
    Step(
      name: "data",
      identity: [
        IdentityPart("scale", Value.integer(scale).canonical, place: "small.yaml:3"),
        IdentityPart("rounding", Value.integer(rounding).canonical), IdentityPart("seeds", seeds.description),
      ], inputs: [], seeds: seeds,
      work: .whole { _, run in
        try enter("data")
        let draws = (0..<100).map { Double(Int(run.seeds.uniform($0) * 1000) / rounding * rounding * scale) }
        return Artifact([.init("x", .array(NumericArray(shape: [100], .float64(draws))))])
      })
  }

  private var embedding: Step {
    Step(
      name: "embedding", identity: [IdentityPart("kind", Value.text("half").canonical)],
      inputs: [.init("examples", "data")], seeds: seeds, isStored: false,
      work: .whole { inputs, _ in
        try enter("embedding")
        guard case .float64(let x)? = inputs[0].array("x")?.elements else { throw Broken(step: "embedding") }
        return Artifact([.init("z", .array(NumericArray(shape: [100], .float64(x.map { $0 / 2 }))))])
      })
  }

  private var values: Step {
    let method = [IdentityPart("method", "tmc@1()"), IdentityPart("seeds", seeds.description)]
    return Step(
      name: "values",
      identity: method + [IdentityPart("permutations", Value.integer(permutations).canonical, place: "small.yaml:9")],
      inputs: [.init("features", "embedding"), .init("examples", "data")], seeds: seeds,
      work: .units(
        Step.Units(count: permutations, identity: method) { index, inputs, run in
          try enter("values unit \(index)")
          guard case .float64(let z)? = inputs[0].array("z")?.elements else { throw Broken(step: "values") }
          let order = run.seeds.branch(index).permutation(z.count)
          return Artifact([.init("sums", .table(Table([.init("sum", .reals(order.prefix(9).map { z[$0] + 0.1 }))])))])
        } combine: { units, _, _ in
          try enter("values combine")
          let sums = units.compactMap { $0.table("sums")?.reals("sum").reduce(0, +) }
          return Artifact([.init("values", .table(Table([.init("value", .reals(sums))])))])
        }))
  }

  private var table: Step {
    Step(
      name: "table", identity: [IdentityPart("metric", Value.text(metric).canonical)],
      inputs: [.init("values", "values")], seeds: seeds,
      work: .whole { inputs, run in
        try enter("table")
        let values = inputs[0].table("values")?.reals("value") ?? []
        run.progress(1, of: 1)
        let mean = values.reduce(0, +) / Double(values.count)
        return Artifact([.init(metric, .table(Table([.init("mean", unit: "%", .reals([mean, -Double.nan]))])))])
      })
  }

  @discardableResult
  func run(
    in laboratory: Laboratory, threads: Int = 2, interruption: Interruption = Interruption(),
    observer: any Observer = Recorder(), isReusing: Bool = true
  ) throws -> Outcome {
    try Runner(
      plan: Plan(steps: steps), store: laboratory.store(), study: "small", threads: threads,
      interruption: interruption, observer: observer, isReusing: isReusing
    ).run()
  }
}

extension Outcome {
  /// Names of steps by their status in a word.
  func states() -> [String: String] {
    Dictionary(
      uniqueKeysWithValues: steps.map { step in
        let word =
          switch step.status {
          case .fresh: "fresh"
          case .reused: "reused"
          case .notNeeded: "not needed"
          case .failed: "failed"
          case .skipped(let because): "skipped: \(because)"
          case .notReached: "not reached"
          }
        return (step.name, word)
      })
  }
}
