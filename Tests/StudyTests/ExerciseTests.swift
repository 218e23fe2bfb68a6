import Foundation
import Testing
import Vocabulary

@Suite("exercises")
struct ExerciseTests {
  /// The small study with exercises in every form and all layouts.
  static func study(learningRate: String = "0.5", replicates: Int = 2) -> String {
    let text = SmallStudy.text(replicates: replicates, learningRate: learningRate)
    return text.replacing(
      "formats: [markdown, pdf]\n", with: "formats: [markdown, pdf]\n  layouts: [paper, lecture, solutions]\n"
    )
    .replacing("  random: {kind: random}\n", with: "  random: {kind: random}\n  luck: {kind: random}\n")
    .replacing("    - appendix:", with: cells + "    - appendix:")
  }

  private static let cells = """
        - exercise: floor
          asks: Which average precision would random values reach? @tbl:metrics has $n = {{ data.moons.train }}$ rows.
          answer: "{{ noisy.average_precision(case=moons, method=random) | mean_ci }}"
          hints: [See @fig:detection., Random values know nothing.]
          because: The share of flipped labels is {{ data.moons.label_noise.rate | percent }}.
        - exercise: better
          asks: Which of these finds flipped labels better?
          among:
            KNN-Shapley: "{{ noisy.average_precision(case=moons, method=knn) | mean_ci }}"
            CHG-Shapley: "{{ noisy.average_precision(case=moons, method=chg) | mean_ci }}"
            chance: "{{ noisy.average_precision(case=moons, method=random) | mean_ci }}"
          choose: greatest
        - prose: |
            ## More
            After @exr:better, two more.
        - exercise: sizes
          asks: Sort these numbers of rows.
          among: {training: "{{ data.moons.train }}", noise: "{{ data.moons.noise }}", test: "{{ data.moons.test }}"}
          order: descending
          hints: [Fractions are no numbers of rows.]
        - exercise: tied
          asks: Which finds the fewest flipped labels?
          among:
            luck: "{{ noisy.average_precision(case=moons, method=random) | mean }}"
            chance: "{{ noisy.average_precision(case=moons, method=luck) | mean }}"
          choose: least
        - exercise: gain
          asks: By how much does CHG-Shapley lead?
          answer: "{{ noisy.average_precision(case=moons, left=chg, right=knn) | difference_ci }}"

    """

  private static func reports(_ program: Program) throws -> [String: String] {
    let files = try program.bytes(below: "reports/small").filter { $0.key.hasSuffix(".md") }
    return files.mapValues { String(decoding: $0, as: UTF8.self) }
  }

  @Test("a study with three layouts gives three documents, and answers come from its results")
  func layouts() throws {
    let program = try Program()
    defer { program.clean() }
    try program.write(Self.study(), to: "small.yaml")
    let result = try program.run(["run", "small.yaml"])
    #expect(result.status == 0, "\(result.errors)")
    #expect(
      result.output.contains(
        "Report: reports/small/report.md, reports/small/report.pdf; Lecture: reports/small/lecture.md, "),
      "\(result.output)")
    let texts = try Self.reports(program)
    let (paper, lecture, solutions) = (texts["report.md"] ?? "", texts["lecture.md"] ?? "", texts["solutions.md"] ?? "")
    let floor = try #require(
      String(decoding: program.bytes(below: "reports/small")["tables/metrics.csv"] ?? Data(), as: UTF8.self)
        .split(separator: "\n").first { $0.hasPrefix("random") }?.split(separator: ",")[1])
    let digits = String(format: "%.3f", try #require(Double(floor)))
    for text in [paper, solutions] {
      #expect(text.contains(digits) && text.contains("The share of flipped labels is 20 %."))
      #expect(
        text.contains(
          /\*\*[abc], [abc], [abc]\.\*\* From the greatest: [abc]\) training 40; [abc]\) test 30; [abc]\) noise 0\.2\./)
      )
      #expect(
        text.contains(
          /The options a\) (luck|chance) and b\) (luck|chance) tie at 0\.\d+, so none of them is the least\./),
        "\(text)")
    }
    #expect(paper.contains("Answers to the exercises\n") && paper.contains("<details>"))
    #expect(lecture.contains("tie at 0.") && !lecture.contains("Answers") && !lecture.contains("Environment"))
    #expect(!lecture.contains("training 40") && !lecture.contains("20 %"))
    #expect(solutions.hasPrefix("# Solutions: A small study\n") && !solutions.contains("Environment"))
    #expect(solutions.contains("From `noisy.average_precision(case=moons, method=random) | mean_ci`, line "))
    #expect(solutions.contains("[Exercise") == false && solutions.contains("Table\u{A0}1 has $n = 40$ rows."))
    for file in ["figures/detection.png", "tables/metrics.csv", "lecture.pdf", "solutions.pdf"] {
      #expect(FileManager.default.fileExists(atPath: program.folder.appending(path: "reports/small/\(file)").path))
    }
  }

  @Test("solutions name the keys of the steps that the manifest has")
  func sources() throws {
    let program = try Program()
    defer { program.clean() }
    try program.write(Self.study(), to: "small.yaml")
    #expect(try program.run(["run", "small.yaml"]).status == 0)
    let manifest = try #require(
      try program.bytes(below: "reports/small")["manifest.json"].flatMap { JSON([UInt8]($0)) })
    let keys = (manifest["steps"]?.list ?? []).filter { $0["name"]?.text?.contains("noisy/moons/random") == true }
      .compactMap { $0["key"]?.text?.prefix(16) }
    #expect(keys.count == 2)
    let solutions = try Self.reports(program)["solutions.md"] ?? ""
    #expect(keys.allSatisfy { solutions.contains("`\($0)`") }, "\(keys)")
  }

  @Test("layouts that a study no longer asks for go, and numbers stay")
  func fewer() throws {
    let program = try Program()
    defer { program.clean() }
    try program.write(Self.study(), to: "small.yaml")
    #expect(try program.run(["run", "small.yaml"]).status == 0)
    let before = try program.bytes(below: "reports/small")
    try program.write(Self.study().replacing("[paper, lecture, solutions]", with: "lecture"), to: "small.yaml")
    let result = try program.run(["render", "small.yaml"])
    #expect(result.output.contains("Lecture: reports/small/lecture.md") && !result.output.contains("Report:"))
    let after = try program.bytes(below: "reports/small")
    #expect(after["report.pdf"] == nil && after["solutions.md"] == nil)
    #expect(
      after["lecture.pdf"] == before["lecture.pdf"] && after["tables/metrics.csv"] == before["tables/metrics.csv"])
  }

  @Test("an answer whose step failed says so, and gives no number")
  func failed() throws {
    let program = try Program()
    defer { program.clean() }
    try program.write(Self.study(learningRate: "1e30"), to: "small.yaml")
    #expect(try program.run(["run", "small.yaml"]).status == 1)
    let solutions = try Self.reports(program)["solutions.md"] ?? ""
    #expect(solutions.contains(/There is no answer: the value of [abc]\) CHG-Shapley is not available/), "\(solutions)")
    #expect(
      solutions.contains("There is no answer: its result is not available, since a step failed or gave no number."))
  }

  @Test("one replicate has no interval, and the solution says what that leaves open")
  func single() throws {
    let program = try Program()
    defer { program.clean() }
    try program.write(Self.study(replicates: 1), to: "small.yaml")
    #expect(try program.run(["run", "small.yaml"]).status == 0)
    #expect(
      try Self.reports(program)["solutions.md"]?.contains(
        "One replicate was drawn, so nothing says whether another draw would order them alike.") == true)
  }
}
