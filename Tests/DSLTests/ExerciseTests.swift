import DSL
import Testing

struct ExerciseTests {
  private func exercise(_ lines: String) throws -> ExerciseCell {
    let cells = try SampleStudy.read(cells: "    - exercise: who\n      asks: Who?\n" + lines)
    return try #require(cells.compactMap { if case .exercise(let cell) = $0 { cell } else { nil } }.first)
  }

  @Test func `a number has one query as its answer`() throws {
    let cell = try exercise("      answer: \"{{ noisy.auc(case=digits, method=chg) | mean }}\"\n")
    guard case .number(let query) = cell.answer else { throw Mismatch() }
    #expect(query.format == .mean && query.source == "noisy.auc(case=digits, method=chg) | mean")
    #expect(cell.name == "who" && cell.hints.isEmpty && cell.because == nil)
  }

  @Test func `options keep the order of the study and say what is asked`() throws {
    let among = "      among: {b: \"{{ data.moons.train }}\", $a$: \"{{ data.digits.train }}\"}\n"
    guard case .choice(let options, .least) = try exercise(among + "      choose: least\n").answer else {
      throw Mismatch()
    }
    #expect(
      options.map(\.label) == ["b", "$a$"] && options.map(\.value.source) == ["data.moons.train", "data.digits.train"])
    guard case .ordering(_, .descending) = try exercise(among + "      order: descending\n").answer else {
      throw Mismatch()
    }
  }

  @Test func `hints and the reason hold values`() throws {
    let cell = try exercise(
      "      answer: \"{{ data.moons.train }}\"\n      hints: [One., \"{{ data.moons.test }}.\"]\n      because: \"{{ data.moons.train }}!\"\n"
    )
    #expect(cell.hints.map(\.pieces.count) == [1, 2] && cell.because?.pieces.count == 2)
  }
}

private struct Mismatch: Error {}
