import Compute
import Glibc
import Pipeline
import Synchronization
import Testing
import Vocabulary

@Suite("Runs")
struct RunnerTests {
  @Test("a second run reuses every result and reads none")
  func secondRun() throws {
    let laboratory = try Laboratory()
    let first = try SmallStudy().run(in: laboratory)
    #expect(first.states() == ["data": "fresh", "embedding": "fresh", "values": "fresh", "table": "fresh"])
    #expect(first.unitsComputed == 4 && first.unitsReused == 0)
    let again = SmallStudy()
    let second = try again.run(in: laboratory)
    #expect(second.states() == ["data": "reused", "embedding": "not needed", "values": "reused", "table": "reused"])
    #expect(again.tally.total == 0)
    #expect(second.steps.map(\.content) == first.steps.map(\.content))
    #expect(second["table"]?.seconds == first["table"]?.seconds)
    #expect(try second.artifact(of: "table").contentHash == first.artifact(of: "table").contentHash)
  }

  @Test("a run tells what it does, inputs before those that read them")
  func events() throws {
    let laboratory = try Laboratory()
    let recorder = Recorder()
    try SmallStudy().run(in: laboratory, threads: 1, observer: recorder)
    #expect(
      recorder.events == [
        "started data", "finished data", "started values 0/4", "started embedding", "finished embedding",
        "unit values 1/4", "unit values 2/4", "unit values 3/4", "unit values 4/4", "finished values",
        "started table", "progress table 1/1", "finished table",
      ])
    let more = Recorder()
    var study = SmallStudy()
    study.permutations = 5
    try study.run(in: laboratory, threads: 1, observer: more)
    #expect(Array(more.events.prefix(2)) == ["reused data", "started values 4/5"])
  }

  @Test("what a unit says of itself in words is told, and not how far it is")
  func remarks() throws {
    let (laboratory, recorder) = (try Laboratory(), Recorder())
    let step = Step(
      name: "trainings", identity: [], inputs: [], seeds: SeedStream(root: 1),
      work: .units(
        Step.Units(
          count: 2, identity: [],
          unit: { index, _, run in
            run.progress(1, of: 9)
            run.progress(2, of: 9, note: "epoch \(index)")
            return Artifact()
          }, combine: { _, _, _ in Artifact() })))
    _ = try Runner(
      plan: Plan(steps: [step]), store: laboratory.store(), study: "s", threads: 1, observer: recorder
    ).run()
    #expect(
      recorder.events == [
        "started trainings 0/2", "remarked trainings epoch 0", "unit trainings 1/2", "remarked trainings epoch 1",
        "unit trainings 2/2", "finished trainings",
      ])
  }

  @Test("going from 5 to 10 units computes 5, and going back computes none")
  func moreUnits() throws {
    let laboratory = try Laboratory()
    var study = SmallStudy(permutations: 5)
    try study.run(in: laboratory)
    study = SmallStudy(permutations: 10)
    let outcome = try study.run(in: laboratory)
    #expect(outcome.failures.map { "\($0)" } == [])
    #expect(outcome.unitsComputed == 5 && outcome.unitsReused == 5)
    #expect((0..<10).map { study.tally["values unit \($0)"] } == [0, 0, 0, 0, 0, 1, 1, 1, 1, 1])
    study = SmallStudy(permutations: 5)
    try study.run(in: laboratory)
    #expect(study.tally.total == 0)
  }

  @Test("an input that comes out the same stops what follows from running")
  func earlyCutOff() throws {
    let laboratory = try Laboratory()
    // The data are multiples of ten once rounded so; rounding multiples of ten to fives changes nothing.
    func study(_ identity: String) -> (Tally, [Step]) {
      let tally = Tally()
      let head = Step(
        name: "head", identity: [IdentityPart("version", identity)], inputs: [], seeds: SeedStream(root: 1),
        work: .whole { _, _ in
          tally.add("head")
          return Artifact([.init("x", .array(NumericArray(shape: [1], .uint8([UInt8(identity.count)]))))])
        })
      let tail = Step(
        name: "tail", identity: [], inputs: [.init("x", "head")], seeds: SeedStream(root: 1),
        work: .whole { inputs, _ in
          tally.add("tail")
          return inputs[0]
        })
      return (tally, [tail, head])
    }
    func run(_ identity: String) throws -> Tally {
      let (tally, steps) = study(identity)
      let plan = try Plan(steps: steps)
      _ = try Runner(plan: plan, store: laboratory.store(), study: "s", threads: 2, observer: Recorder()).run()
      return tally
    }
    #expect(try run("a").total == 2)
    let same = try run("b")
    #expect(same["head"] == 1 && same["tail"] == 0)
    #expect(try run("cc").total == 2)
  }

  @Test("results are the same bytes at any number of threads and in any order", arguments: [1, 2, 3, 8])
  func threads(count: Int) throws {
    let reference = try Laboratory()
    try SmallStudy(permutations: 12).run(in: reference, threads: 1)
    let laboratory = try Laboratory()
    let study = SmallStudy(permutations: 12)
    let plan = try Plan(steps: count % 2 == 0 ? study.steps.reversed() : study.steps)
    _ = try Runner(plan: plan, store: laboratory.store(), study: "x", threads: count, observer: Recorder()).run()
    let (expected, found) = (try reference.results(), try laboratory.results())
    #expect(found == expected && expected.count == 2 * 15)
  }

  @Test("a failing step takes down what depends on it and nothing else")
  func failure() throws {
    let laboratory = try Laboratory()
    let recorder = Recorder()
    var study = SmallStudy(fails: ["values unit 2"])
    let outcome = try study.run(in: laboratory, threads: 1, observer: recorder)
    #expect(
      outcome.states() == ["data": "fresh", "embedding": "fresh", "values": "failed", "table": "skipped: values"])
    #expect(outcome.failures.map { "\($0.name): \($0.error)" } == ["values: values unit 2 is broken"])
    #expect(recorder.events.suffix(2) == ["failed values: values unit 2 is broken", "skipped table because of values"])
    #expect {
      try outcome.artifact(of: "table")
    } throws: {
      "\($0)" == "'table' has no result: it was skipped because 'values' failed"
    }
    study = SmallStudy()
    let mended = try study.run(in: laboratory)
    #expect(mended.unitsReused >= 2 && mended.failures.isEmpty)
  }

  @Test("a step that is never stored fails under its own name", arguments: [1, 4])
  func failureOnDemand(threads: Int) throws {
    let laboratory = try Laboratory()
    let outcome = try SmallStudy(fails: ["embedding"]).run(in: laboratory, threads: threads)
    #expect(
      outcome.states() == [
        "data": "fresh", "embedding": "failed", "values": "skipped: embedding", "table": "skipped: embedding",
      ])
  }

  @Test("branches that do not meet a failure are finished")
  func isolation() throws {
    let laboratory = try Laboratory()
    func step(_ name: String, _ inputs: [String], fails: Bool = false) -> Step {
      Step(
        name: name, identity: [IdentityPart("n", name)], inputs: inputs.map { .init($0, $0) },
        seeds: SeedStream(root: 0),
        work: .whole { _, _ in
          if fails { throw SmallStudy.Broken(step: name) }
          return Artifact([.init("x", .table(Table([.init("x", .texts([name]))])))])
        })
    }
    let steps = [
      step("a", [], fails: true), step("b", ["a"]), step("c", ["b", "d"]), step("d", []), step("e", ["d"]),
    ]
    let plan = try Plan(steps: steps)
    let outcome = try Runner(plan: plan, store: laboratory.store(), study: "s", threads: 2, observer: Recorder()).run()
    #expect(outcome.states() == ["a": "failed", "b": "skipped: a", "c": "skipped: a", "d": "fresh", "e": "fresh"])
  }

  @Test("an interrupted run keeps what is done, and the next one ends with the same bytes")
  func interruption() throws {
    let reference = try Laboratory()
    try SmallStudy(permutations: 8).run(in: reference)
    let laboratory = try Laboratory()
    let interruption = Interruption()
    /// Stops the run at the third unit.
    final class Stopper: Observer {
      let interruption: Interruption
      init(_ interruption: Interruption) { self.interruption = interruption }
      func observe(_ event: RunEvent) {
        if case .unitFinished(_, let units) = event, units.known == 3 { interruption.request() }
      }
    }
    let stopped = try SmallStudy(permutations: 8).run(
      in: laboratory, threads: 1, interruption: interruption, observer: Stopper(interruption))
    #expect(stopped.isInterrupted && stopped.states()["values"] == "not reached" && stopped.unitsComputed == 3)
    let resumed = try SmallStudy(permutations: 8).run(in: laboratory)
    #expect(!resumed.isInterrupted && resumed.unitsReused == 3 && resumed.unitsComputed == 5)
    #expect(try laboratory.results() == reference.results())
  }

  @Test("work that is asked to stop is not a failure; a stop that no one asked for is")
  func interrupted() throws {
    func run(_ interruption: Interruption, asks: Bool) throws -> Outcome {
      let step = Step(
        name: "s", identity: [], inputs: [], seeds: SeedStream(root: 0),
        work: .whole { _, run in
          if asks { interruption.request() }
          throw Interrupted()
        })
      let plan = try Plan(steps: [step])
      return try Runner(
        plan: plan, store: Laboratory().store(), study: "s", threads: 1, interruption: interruption,
        observer: Recorder()
      ).run()
    }
    #expect(try run(Interruption(), asks: true).states() == ["s": "not reached"])
    #expect(try run(Interruption(), asks: false).states() == ["s": "failed"])
  }

  @Test("a damaged result is made again, whoever meets it", arguments: ["values", "data"])
  func damage(step: String) throws {
    let laboratory = try Laboratory()
    let first = try SmallStudy().run(in: laboratory)
    let artifact = try first.artifact(of: step)
    let ending = step == "data" ? ".npy" : ".csv"
    for path in laboratory.paths(ending: ending) {
      var bytes = try laboratory.read(path)
      bytes[bytes.count - 2] ^= 1
      try laboratory.write(bytes, to: path)
    }
    let recorder = Recorder()
    let study = SmallStudy(metric: "median")
    let outcome = try study.run(in: laboratory, observer: recorder)
    #expect(outcome.failures.isEmpty)
    #expect(try outcome.artifact(of: step).contentHash == artifact.contentHash)
    #expect(step == "data" || recorder.events.contains("damaged values"))
    #expect(try outcome.artifact(of: "table").contentHash == outcome["table"]?.content)
  }

  @Test("work that gives another result under its key fails, and the first result stays")
  func nonDeterminism() throws {
    let laboratory = try Laboratory()
    let counter = Atomic<UInt8>(0)
    func run(isReusing: Bool) throws -> Outcome {
      let step = Step(
        name: "s", identity: [], inputs: [], seeds: SeedStream(root: 0),
        work: .whole { _, _ in
          let value = counter.wrappingAdd(1, ordering: .relaxed).newValue
          return Artifact([.init("x", .array(NumericArray(shape: [1], .uint8([value]))))])
        })
      return try Runner(
        plan: Plan(steps: [step]), store: laboratory.store(), study: "s", threads: 1, observer: Recorder(),
        isReusing: isReusing
      ).run()
    }
    let first = try run(isReusing: false)
    let second = try run(isReusing: false)
    guard case .failed(let error)? = second["s"]?.status, let key = second["s"]?.key else {
      Issue.record("the second result was taken")
      return
    }
    #expect(error as? StoreError == .nonDeterministic(step: "s", key: key, item: "x"))
    #expect(try run(isReusing: true)["s"]?.content == first["s"]?.content)
  }

  @Test("computing all again agrees with the store for work that is deterministic")
  func verification() throws {
    let laboratory = try Laboratory()
    try SmallStudy().run(in: laboratory)
    let before = try laboratory.results()
    let study = SmallStudy()
    let outcome = try study.run(in: laboratory, isReusing: false)
    #expect(outcome.failures.isEmpty && study.tally.total == 8)
    #expect(try laboratory.results() == before)
  }

  @Test("two runs on one store at once agree")
  func twoRunners() async throws {
    let laboratory = try Laboratory()
    let reference = try Laboratory()
    try SmallStudy(permutations: 30).run(in: reference)
    try await withThrowingTaskGroup(of: [String: String].self) { group in
      for _ in 0..<2 {
        group.addTask { try SmallStudy(permutations: 30).run(in: laboratory).states() }
      }
      for try await states in group { #expect(states["table"] == "fresh" || states["table"] == "reused") }
    }
    #expect(try laboratory.results() == reference.results())
  }

  @Test("equal keys within a plan are computed once")
  func equalKeys() throws {
    let laboratory = try Laboratory()
    let tally = Tally()
    let steps = (0..<6).map { index in
      Step(
        name: "s\(index)", identity: [IdentityPart("k", "i1")], inputs: [], seeds: SeedStream(root: 0),
        work: .whole { _, _ in
          tally.add("work")
          usleep(2000)
          return Artifact()
        })
    }
    let outcome = try Runner(
      plan: Plan(steps: steps), store: laboratory.store(), study: "s", threads: 4, observer: Recorder()
    ).run()
    #expect(tally["work"] == 1 && Set(outcome.steps.map(\.content)).count == 1)
  }

  @Test("with no memory to hold results they are read again, with the same bytes")
  func noMemory() throws {
    let (reference, laboratory) = (try Laboratory(), try Laboratory())
    try SmallStudy().run(in: reference)
    _ = try Runner(
      plan: Plan(steps: SmallStudy().steps), store: laboratory.store(), study: "s", threads: 2, observer: Recorder(),
      memoryLimit: 0
    ).run()
    #expect(try laboratory.results() == reference.results())
  }

  @Test("a reader sees the same bits of a gap whether a result is at hand or read again")
  func gaps() throws {
    let steps = [
      Step(
        name: "gap", identity: [], inputs: [], seeds: SeedStream(root: 0),
        work: .whole { _, _ in Artifact([.init("t", .table(Table([.init("x", .reals([-Double.nan]))])))]) }),
      Step(
        name: "bits", identity: [], inputs: [.init("t", "gap")], seeds: SeedStream(root: 0),
        work: .whole { inputs, _ in
          let bits = (inputs[0].table("t")?.reals("x") ?? []).map { Int64(bitPattern: $0.bitPattern) }
          return Artifact([.init("bits", .array(NumericArray(shape: [bits.count], .int64(bits))))])
        }),
    ]
    let contents = try [0, 1 << 30].map { limit in
      let laboratory = try Laboratory()
      let runner = try Runner(
        plan: Plan(steps: steps), store: laboratory.store(), study: "s", threads: 1, observer: Recorder(),
        memoryLimit: limit)
      return try #require(try runner.run()["bits"]?.content)
    }
    #expect(contents[0] == contents[1])
  }

  @Test("a store that cannot be written ends the run with its error")
  func unwritable() throws {
    let laboratory = try Laboratory()
    let store = try laboratory.store()
    try #require(rmdir(laboratory.storeFolder + "/tmp") == 0)
    #expect {
      try Runner(
        plan: Plan(steps: SmallStudy().steps), store: store, study: "s", threads: 2, observer: Recorder()
      ).run()
    } throws: {
      guard case .inaccessible(_, let operation, let reason)? = $0 as? StoreError else { return false }
      return operation == "write" && reason == "No such file or directory"
    }
  }

  @Test("timings give every step and unit that has a result")
  func timings() throws {
    let laboratory = try Laboratory()
    let first = try SmallStudy().run(in: laboratory)
    #expect(first.timings.filter { $0.step == "values" }.map(\.unit) == [0, 1, 2, 3, nil])
    let sum = first.timings.filter { $0.step == "values" && $0.unit != nil }.reduce(0) { $0 + $1.seconds }
    let total = try #require(first.timings.first { $0.step == "values" && $0.unit == nil })
    #expect(total.seconds >= sum && !total.isReused)
    let second = try SmallStudy().run(in: laboratory)
    #expect(second.timings.contains { $0.step == "values" && $0.isReused && $0.seconds == total.seconds })
  }

  @Test("whichever file a power failure cuts short, the next run ends with the same bytes")
  func torn() throws {
    let reference = try Laboratory()
    try SmallStudy().run(in: reference)
    let expected = try reference.results()
    let paths = reference.paths().filter { $0.hasSuffix(".csv") || $0.hasSuffix(".npy") || $0.hasSuffix(".json") }
    #expect(paths.count == 15)
    for path in paths {
      let bytes = try reference.read(path)
      try reference.write(Array(bytes.prefix(bytes.count / 2)), to: path)
      let outcome = try SmallStudy().run(in: reference)
      #expect(outcome.failures.isEmpty)
      #expect(try outcome.artifact(of: "table").contentHash == outcome["table"]?.content)
    }
    // Units that nothing needs any more are not made again, so results are compared by going back to more units.
    let all = try SmallStudy(permutations: 5).run(in: reference)
    #expect(all.failures.isEmpty)
    let whole = try Laboratory()
    try SmallStudy(permutations: 5).run(in: whole)
    let found = try reference.results()
    for (path, bytes) in try whole.results() { #expect(found[path] == bytes, "\(path)") }
    for (path, bytes) in expected where found[path] != nil { #expect(found[path] == bytes, "\(path)") }
  }

  @Test("a study of 800 known steps is through in a moment")
  func large() throws {
    let laboratory = try Laboratory()
    func steps() -> [Step] {
      (0..<800).map { index in
        let parts = (0..<12).map {
          IdentityPart("parameter \($0)", Value.integer($0).canonical, place: "large.yaml:\($0)")
        }
        let inputs = index < 20 ? [] : (1...2).map { Step.Input("input \($0)", "step \(index - $0 * 10)") }
        return Step(
          name: "step \(index)", identity: parts + [IdentityPart("index", "i\(index)")], inputs: inputs,
          seeds: SeedStream(root: 0),
          work: .whole { _, _ in
            Artifact([
              .init("x", .table(Table([.init("x", .reals([Double(index)])), .init("y", .texts(["\(index)"]))])))
            ])
          })
      }
    }
    func run() throws -> (forecast: Duration, run: Duration, reused: Int) {
      let plan = try Plan(steps: steps())
      let clock = ContinuousClock()
      let store = try laboratory.store()
      let forecast = try clock.measure { _ = try plan.forecast(store: store, study: "large") }
      var reused = 0
      let run = try clock.measure {
        let outcome = try Runner(plan: plan, store: store, study: "large", threads: 2, observer: Recorder()).run()
        reused = outcome.states().values.count { $0 == "reused" }
      }
      return (forecast, run, reused)
    }
    let first = try run()
    let second = try run()
    print("800 steps: first forecast \(first.forecast), run \(first.run); second \(second.forecast), \(second.run)")
    #expect(first.reused == 0 && second.reused == 800)
  }
}
