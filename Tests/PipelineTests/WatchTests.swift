import Compute
import Glibc
import Pipeline
import Synchronization
import Testing
import Vocabulary

/// A step of at most ten units, each a number; they are enough once their sum reaches a goal.
struct WatchedStudy {
  var goal = 10
  var units = 10
  var isStored = true
  var fails: Set<Int> = []
  /// Whether later units end before earlier ones.
  var isReversed = false
  let tally = Tally()

  struct Sum: UnitWatch {
    let goal: Int
    let tally: Tally
    var sum = 0
    mutating func isEnough(adding unit: Artifact) throws -> Bool {
      let value = unit.table("t")?.integers("x")[0] ?? 0
      tally.add("heard \(value)")
      sum += value
      return sum >= goal
    }
  }

  struct Broken: Error {}

  /// Units are 1, 2, 3 …, so a goal of 10 is reached with the fourth.
  var steps: [Step] {
    let watched = Step.Units(
      count: units, identity: [IdentityPart("kind", "count")],
      makeWatch: { [goal, tally] in Sum(goal: goal, tally: tally) }
    ) { [tally, fails, isReversed] index, _, _ in
      tally.add("unit \(index)")
      if isReversed { usleep(UInt32(max(0, 5 - index)) * 3000) }
      if fails.contains(index) { throw Broken() }
      return Artifact([.init("t", .table(Table([.init("x", .integers([index + 1]))])))])
    } combine: { parts, _, _ in
      Artifact([.init("t", .table(Table([.init("x", .integers(parts.map { $0.table("t")?.integers("x")[0] ?? 0 }))])))])
    }
    return [
      Step(
        name: "watched", identity: [IdentityPart("goal", "\(goal)")], inputs: [], seeds: SeedStream(root: 0),
        isStored: isStored, work: .units(watched)),
      Step(
        name: "copy", identity: [], inputs: [.init("x", "watched")], seeds: SeedStream(root: 0),
        work: .whole { inputs, _ in inputs[0] }),
    ]
  }

  @discardableResult
  func run(
    in laboratory: Laboratory, threads: Int = 2, interruption: Interruption = Interruption(),
    observer: any Observer = Recorder(), isReusing: Bool = true
  ) throws -> Outcome {
    try Runner(
      plan: Plan(steps: steps), store: laboratory.store(), study: "watched", threads: threads,
      interruption: interruption, observer: observer, isReusing: isReusing
    ).run()
  }

  func numbers(_ outcome: Outcome) throws -> [Int] {
    try outcome.artifact(of: "copy").table("t")?.integers("x") ?? []
  }
}

@Suite("Watched units")
struct WatchTests {
  @Test("exactly the units up to the first that is enough are combined", arguments: [1, 2, 3, 8], [false, true])
  func threads(count: Int, isReversed: Bool) throws {
    let laboratory = try Laboratory()
    let study = WatchedStudy(isReversed: isReversed)
    let outcome = try study.run(in: laboratory, threads: count)
    #expect(try study.numbers(outcome) == [1, 2, 3, 4])
    // At most as many units as there are threads are worked on beyond those heard.
    let most = min(10, 3 + count)
    #expect(outcome.unitsComputed >= 4 && outcome.unitsComputed <= most)
    let heard: [Int] = (1...5).map { study.tally["heard \($0)"] }
    #expect(heard == [1, 1, 1, 1, 0])
  }

  @Test("a watch that is never content gets all units")
  func never() throws {
    let laboratory = try Laboratory()
    let study = WatchedStudy(goal: 1000)
    #expect(try study.numbers(study.run(in: laboratory)) == Array(1...10))
    let none = WatchedStudy(units: 0)
    #expect(try none.numbers(none.run(in: laboratory)) == [])
  }

  @Test("a killed run goes on from stored units to the same decision", arguments: [1, 2, 3, 4, 5])
  func resumption(after: Int) throws {
    let (reference, laboratory) = (try Laboratory(), try Laboratory())
    let whole = try WatchedStudy().run(in: reference, threads: 1)
    /// Stops the run after some units.
    final class Stopper: Observer {
      let (interruption, after): (Interruption, Int)
      let heard = Atomic<Int>(0)
      init(_ interruption: Interruption, _ after: Int) { (self.interruption, self.after) = (interruption, after) }
      func observe(_ event: RunEvent) {
        guard case .unitFinished = event else { return }
        if heard.wrappingAdd(1, ordering: .relaxed).newValue == after { interruption.request() }
      }
    }
    let interruption = Interruption()
    let first = WatchedStudy(isReversed: true)
    try first.run(in: laboratory, threads: 3, interruption: interruption, observer: Stopper(interruption, after))
    let second = WatchedStudy()
    let resumed = try second.run(in: laboratory, threads: 2)
    #expect(try second.numbers(resumed) == [1, 2, 3, 4])
    #expect(resumed["watched"]?.content == whole["watched"]?.content)
    let again: [Int] = (0..<4).map { second.tally["unit \($0)"] + first.tally["unit \($0)"] }
    #expect(again == [1, 1, 1, 1])
  }

  @Test("a stricter rule computes only what is missing, a laxer one nothing")
  func otherRule() throws {
    let laboratory = try Laboratory()
    try WatchedStudy().run(in: laboratory, threads: 1)
    let strict = WatchedStudy(goal: 21)
    #expect(try strict.numbers(strict.run(in: laboratory, threads: 1)) == [1, 2, 3, 4, 5, 6])
    let counts: [Int] = (0..<6).map { strict.tally["unit \($0)"] }
    #expect(counts == [0, 0, 0, 0, 1, 1])
    let lax = WatchedStudy(goal: 3)
    #expect(try lax.numbers(lax.run(in: laboratory, threads: 1)) == [1, 2])
    let computed = (0..<10).count { lax.tally["unit \($0)"] > 0 }
    #expect(computed == 0)
  }

  @Test("a unit beyond those that are enough may fail; one that is needed may not", arguments: [1, 4])
  func failure(threads: Int) throws {
    for isReversed in [false, true] {
      let beyond = WatchedStudy(fails: [4, 5], isReversed: isReversed)
      let (first, second) = (try Laboratory(), try Laboratory())
      let outcome = try beyond.run(in: first, threads: threads)
      #expect(outcome.failures.isEmpty)
      #expect(try beyond.numbers(outcome) == [1, 2, 3, 4])
      let needed = try WatchedStudy(fails: [2], isReversed: isReversed).run(in: second, threads: threads)
      #expect(needed.states() == ["watched": "failed", "copy": "skipped: watched"])
    }
  }

  @Test("damaged units and results are made again under the same decision")
  func damage() throws {
    let laboratory = try Laboratory()
    let content = try WatchedStudy().run(in: laboratory, threads: 1)["watched"]?.content
    for path in laboratory.paths(ending: ".csv") {
      var bytes = try laboratory.read(path)
      bytes[bytes.count - 2] ^= 1
      try laboratory.write(bytes, to: path)
    }
    // Another goal reads the damaged units one by one, the same goal combines them anew.
    let other = WatchedStudy(goal: 15)
    #expect(try other.numbers(other.run(in: laboratory)) == [1, 2, 3, 4, 5])
    let outcome = try WatchedStudy().run(in: laboratory)
    #expect(try outcome.artifact(of: "watched").contentHash == content)
  }

  @Test("a watched step that is never stored decides the same")
  func onDemand() throws {
    let laboratory = try Laboratory()
    let study = WatchedStudy(isStored: false)
    #expect(try study.numbers(study.run(in: laboratory)) == [1, 2, 3, 4])
  }

  @Test("computing all again agrees with the store")
  func verification() throws {
    let laboratory = try Laboratory()
    try WatchedStudy().run(in: laboratory)
    let outcome = try WatchedStudy().run(in: laboratory, isReusing: false)
    #expect(outcome.failures.isEmpty)
  }

  @Test("a forecast says how many units there may be at most")
  func forecast() throws {
    let laboratory = try Laboratory()
    try WatchedStudy(goal: 3).run(in: laboratory, threads: 1)
    let forecasts = try Plan(steps: WatchedStudy().steps).forecast(store: laboratory.store(), study: "watched")
    #expect(forecasts[0].units.map { [$0.known, $0.count] } == [2, 10])
    #expect(forecasts[0].units?.isMaximum == true)
  }
}
