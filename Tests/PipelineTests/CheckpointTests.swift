import Compute
import Glibc
import Pipeline
import Synchronization
import Testing
import Vocabulary

/// A step that counts to ten in something like a training, and may be stopped on its way.
private struct CountingStudy {
  static let training = ContentKey(of: "counting")
  var stopsAfter: Int?
  var isUnit = false
  /// The key its checkpoints are kept under.
  var key = CountingStudy.training
  let tally = Tally()
  let interruption = Interruption()

  private func count(_ run: Run) throws -> Artifact {
    var first = 0
    if case .int64(let counts)? = run.checkpoints?.last(key)?.array("count")?.elements {
      first = Int(counts[0])
    }
    for count in first..<10 {
      try run.checkInterruption()
      tally.add("\(count)")
      try run.checkpoints?.keep(key) {
        Artifact([
          .init("count", .array(NumericArray(shape: [1], .int64([Int64(count + 1)])))),
          .init("notes", .table(Table([.init("x", unit: "%", .reals([0.1])), .init("n", .texts(["a,\"b\"\nc"]))]))),
        ])
      }
      if count == stopsAfter { interruption.request() }
    }
    return Artifact([.init("t", .table(Table([.init("x", .reals([10]))])))])
  }

  private var step: Step {
    let identity = [IdentityPart("a", "b")]
    let units = Step.Units(count: 1, identity: identity) { _, _, run in
      try count(run)
    } combine: { units, _, _ in
      units[0]
    }
    return Step(
      name: "counting", identity: identity, inputs: [], seeds: SeedStream(root: 0),
      work: isUnit ? .units(units) : .whole { _, run in try count(run) })
  }

  @discardableResult
  func run(in laboratory: Laboratory, observer: Recorder = Recorder(), every interval: Duration = .zero) throws
    -> Recorder
  {
    _ = try Runner(
      plan: Plan(steps: [step]), store: laboratory.store(), study: "counting", threads: 1, interruption: interruption,
      observer: observer, checkpointInterval: interval
    ).run()
    return observer
  }
}

@Suite("Checkpoints")
struct CheckpointTests {
  private func files(_ laboratory: Laboratory) -> [String] {
    laboratory.paths(below: laboratory.storeFolder + "/checkpoints")
  }

  @Test(
    "a training that was stopped goes on from its checkpoint, which goes with the result", arguments: [false, true])
  func resumption(_ isUnit: Bool) throws {
    let laboratory = try Laboratory()
    try CountingStudy(stopsAfter: 3, isUnit: isUnit).run(in: laboratory)
    #expect(files(laboratory) == ["\(laboratory.storeFolder)/checkpoints/\(CountingStudy.training)"])
    let second = CountingStudy(isUnit: isUnit)
    let told = try second.run(in: laboratory)
    #expect(second.tally.total == 6 && second.tally["3"] == 0)
    #expect(told.events.contains("resumed counting"))
    #expect(files(laboratory).isEmpty)
    #expect(try CountingStudy().run(in: try Laboratory()).events.contains("resumed counting") == false)
  }

  @Test("short trainings keep nothing")
  func patience() throws {
    let laboratory = try Laboratory()
    try CountingStudy(stopsAfter: 8).run(in: laboratory, every: .seconds(3600))
    #expect(files(laboratory).isEmpty)
  }

  @Test("a checkpoint whose result was saved by a process that died just then is removed by the next run")
  func stale() throws {
    let laboratory = try Laboratory()
    try CountingStudy(stopsAfter: 3).run(in: laboratory)
    let path = try #require(files(laboratory).first)
    let bytes = try laboratory.read(path)
    try CountingStudy().run(in: laboratory)
    try laboratory.write(bytes, to: path)
    let again = CountingStudy()
    try again.run(in: laboratory)
    #expect(again.tally.total == 0 && files(laboratory).isEmpty)
  }

  @Test("a checkpoint cut short at any byte is told of, removed and ignored")
  func cut() throws {
    let laboratory = try Laboratory()
    try CountingStudy(stopsAfter: 3).run(in: laboratory)
    let path = try #require(files(laboratory).first)
    let whole = try laboratory.read(path)
    for length in Array(0..<400) + [whole.count - 1] {
      try laboratory.write(Array(whole.prefix(length)), to: path)
      let study = CountingStudy(stopsAfter: 0)
      let told = try study.run(in: laboratory, every: .seconds(3600))
      #expect(told.events.count { $0.hasPrefix("forgotten: the checkpoint '") } == 1, "\(length) bytes")
      #expect(study.tally["0"] == 1 && files(laboratory).isEmpty, "\(length) bytes")
    }
  }

  @Test("a checkpoint under the name of another training is told of, removed and ignored")
  func renamed() throws {
    let laboratory = try Laboratory()
    try CountingStudy(stopsAfter: 3).run(in: laboratory)
    let path = try #require(files(laboratory).first)
    let other = ContentKey(of: "counting otherwise")
    try laboratory.write(laboratory.read(path), to: "\(laboratory.storeFolder)/checkpoints/\(other)")
    let study = CountingStudy(stopsAfter: 0, key: other)
    let told = try study.run(in: laboratory, every: .seconds(3600))
    #expect(told.events.count { $0.hasPrefix("forgotten: the checkpoint '") } == 1)
    #expect(study.tally["0"] == 1 && files(laboratory) == [path])
  }

  @Test("a checkpoint with any byte changed is ignored")
  func changed() throws {
    let laboratory = try Laboratory()
    try CountingStudy(stopsAfter: 3).run(in: laboratory)
    let path = try #require(files(laboratory).first)
    let whole = try laboratory.read(path)
    for place in stride(from: 0, to: whole.count, by: 3) {
      var bytes = whole
      bytes[place] ^= 0x20
      try laboratory.write(bytes, to: path)
      let study = CountingStudy(stopsAfter: 0)
      try study.run(in: laboratory, every: .seconds(3600))
      #expect(study.tally["0"] == 1, "byte \(place)")
    }
  }
}
