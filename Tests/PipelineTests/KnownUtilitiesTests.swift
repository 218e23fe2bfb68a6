import Compute
import Pipeline
import Synchronization
import Testing
import Vocabulary

/// Steps that ask a game of squares for some numbers each.
struct SquaresStudy {
  var asked: [String: [UInt64]] = ["a": [1, 2, 3], "b": [2, 3, 4]]
  var fails: Set<String> = []
  let tally = Tally()

  static let family = ContentKey(of: "squares")

  struct Broken: Error {}

  private func squares(_ numbers: [UInt64], _ run: Run) -> [Double] {
    let keys = numbers.map { NumberKey(high: $0, low: .max - $0) }
    let known = run.known?.numbers(keys, of: Self.family) ?? numbers.map { _ in nil }
    let found = zip(numbers, known).map { number, known in
      if known == nil { tally.add("\(number)") }
      return known ?? Double(number * number) / 3
    }
    let missing = numbers.indices.filter { known[$0] == nil }
    run.known?.learn(missing.map { (key: keys[$0], number: found[$0]) }, of: Self.family)
    return found
  }

  var steps: [Step] {
    asked.sorted { $0.key < $1.key }.map { name, numbers in
      Step(
        name: name, identity: [IdentityPart("numbers", "\(numbers)")], inputs: [], seeds: SeedStream(root: 0),
        work: .whole { _, run in
          let found = squares(numbers, run)
          if fails.contains(name) { throw Broken() }
          return Artifact([.init("t", .table(Table([.init("x", .reals(found))])))])
        })
    }
  }

  @discardableResult
  func run(in laboratory: Laboratory, observer: any Observer = Recorder(), isReusing: Bool = true) throws -> Outcome {
    try Runner(
      plan: Plan(steps: steps), store: laboratory.store(), study: "squares", threads: 1, observer: observer,
      isReusing: isReusing
    ).run()
  }
}

@Suite("Known utilities")
struct KnownUtilitiesTests {
  private func files(_ laboratory: Laboratory) -> [String] {
    laboratory.paths(below: laboratory.storeFolder + "/utilities", ending: ".csv")
  }

  @Test("what one step has computed no other computes again, in this run or a later one")
  func once() throws {
    let laboratory = try Laboratory()
    let first = SquaresStudy()
    let outcome = try first.run(in: laboratory)
    #expect(first.tally.total == 4)
    #expect(outcome.evaluations.computed == 4 && outcome.evaluations.known == 2)
    let more = SquaresStudy(asked: ["c": [4, 1, 5]])
    let second = try more.run(in: laboratory)
    #expect(more.tally.total == 1)
    #expect(second.evaluations.computed == 1 && second.evaluations.known == 2)
    let values = try second.artifact(of: "c").table("t")?.reals("x")
    let expected: [Double] = [16.0 / 3, 1.0 / 3, 25.0 / 3]
    #expect(values == expected)
    #expect(files(laboratory).count == 3)
  }

  @Test("computing all again reads none of them and gives the same bytes")
  func verification() throws {
    let laboratory = try Laboratory()
    try SquaresStudy().run(in: laboratory)
    let again = SquaresStudy()
    let outcome = try again.run(in: laboratory, isReusing: false)
    #expect(again.tally.total == 6 && outcome.failures.isEmpty)
  }

  @Test("a damaged file is told of once, forgotten, and what is needed of it computed again")
  func damage() throws {
    let laboratory = try Laboratory()
    try SquaresStudy(asked: ["a": [1, 2, 3]]).run(in: laboratory)
    let path = try #require(files(laboratory).first)
    try laboratory.write(Array(try laboratory.read(path).dropLast(7)), to: path)
    let recorder = Recorder()
    let study = SquaresStudy(asked: ["b": [2, 3, 4], "c": [3, 4]])
    try study.run(in: laboratory, observer: recorder)
    #expect(study.tally.total == 3)
    #expect(recorder.events.count { $0.hasPrefix("forgotten: the known utilities in '") } == 1)
    let later = Recorder()
    try SquaresStudy(asked: ["d": [9]]).run(in: laboratory, observer: later)
    #expect(!later.events.contains { $0.hasPrefix("forgotten") })
  }

  @Test("what a step has learned before it failed is kept")
  func failure() throws {
    let laboratory = try Laboratory()
    try SquaresStudy(asked: ["a": [1, 2]], fails: ["a"]).run(in: laboratory)
    let study = SquaresStudy(asked: ["a": [1, 2]])
    try study.run(in: laboratory)
    #expect(study.tally.total == 0 && files(laboratory).count == 1)
    let path = try #require(files(laboratory).first)
    #expect(path.contains("/utilities/\(SquaresStudy.family.short(16))/"))
  }
}
