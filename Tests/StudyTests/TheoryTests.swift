import Foundation
import Testing

/// A small study with a theorem that does not hold as worded, and two claims.
private func study(required: Bool = false, replicates: Int = 6) -> String {
  SmallStudy.text(replicates: replicates)
    .replacing(
      "report:\n",
      with: """
        theory:
          order: {kind: order_preservation, methods: [knn], case: moons, sets: pool_uniform, pool: test, required: \(required)}
        claims:
          better:
            from: nobody
            says: KNN-Shapley finds flipped labels better than chance.
            holds_if: {task: noisy, metric: average_precision, case: moons, left: knn, is: greater, right: random, margin: 0}
          worse:
            says: Chance finds flipped labels better than KNN-Shapley.
            holds_if: {task: noisy, metric: average_precision, case: moons, left: random, is: greater, right: knn, margin: 0}
        report:

        """
    )
    .replacing(
      "  - appendix:", with: "  - theory: [order]\n    - claims: verdicts\n      caption: Verdicts.\n    - appendix:")
}

@Test("claims get verdicts, a theorem its box with the smallest counterexample, and the first page tells both")
func verdicts() throws {
  let program = try Program()
  defer { program.clean() }
  try program.write(study(), to: "small.yaml")
  let result = try program.run(["run", "small.yaml"])
  #expect(result.status == 0, "\(result.errors)")
  let report = try String(contentsOf: program.folder.appending(path: "reports/small/report.md"), encoding: .utf8)
  let answer = try #require(report.firstRange(of: "# 1"))
  #expect(report[..<answer.lowerBound].contains("**Reproduced**"))
  #expect(report[..<answer.lowerBound].contains("**Not reproduced**"))
  #expect(report[..<answer.lowerBound].contains("`order` fails as stated"), "the statement fails, not the check")
  #expect(report.contains("Smallest counterexample"))
  #expect(report.contains("**Of order:** **Checked exactly.**"), "floats may part the reasons from the box")
  #expect(report.contains("**Table 2.** order: ") || report.contains(" order: Pairs of points"))
  #expect(report.contains("order (order_preservation)") || report.contains("order (order\\_preservation)"))
  #expect(
    FileManager.default.fileExists(atPath: program.folder.appending(path: "reports/small/tables/verdicts.csv").path))
}

@Test("a required check that fails ends the run with 2, after everything is rendered")
func required() throws {
  let program = try Program()
  defer { program.clean() }
  try program.write(study(required: true), to: "small.yaml")
  let result = try program.run(["run", "small.yaml"])
  #expect(result.status == 2, "\(result.output)\(result.errors)")
  #expect(result.errors.contains("'order'"))
  #expect(FileManager.default.fileExists(atPath: program.folder.appending(path: "reports/small/report.pdf").path))
  #expect(try program.run(["run", "small.yaml"]).status == 2, "known results are judged again")
}

@Test("a required check that has nothing to decide says so and passes")
func nothingToDecide() throws {
  let program = try Program()
  defer { program.clean() }
  try program.write(
    study().replacing(
      "theory:\n", with: "theory:\n  none: {kind: equals_enumeration, method: random}\n", maxReplacements: 1),
    to: "small.yaml")
  let result = try program.run(["run", "small.yaml"])
  #expect(result.status == 0, "\(result.output)\(result.errors)")
  let report = try String(contentsOf: program.folder.appending(path: "reports/small/report.md"), encoding: .utf8)
  #expect(report.contains("`none` nothing to decide"))
}

@Test("what two checks of one kind say alike is told once, and assumptions stand in the box")
func toldOnce() throws {
  let program = try Program()
  defer { program.clean() }
  let again =
    "  again: {kind: order_preservation, methods: [knn], case: moons, sets: pool_iid, pool: test, required: false}\n"
  let text = study().replacing("claims:\n", with: again + "claims:\n", maxReplacements: 1)
    .replacing("- theory: [order]", with: "- theory: [order, again]")
  try program.write(text, to: "small.yaml")
  let result = try program.run(["run", "small.yaml"])
  #expect(result.status == 0, "\(result.output)\(result.errors)")
  let report = try String(contentsOf: program.folder.appending(path: "reports/small/report.md"), encoding: .utf8)
  for told in ["**Assumed.** One validation point", "The reason is simple", "*All pairs* fails"] {
    #expect(report.ranges(of: told).count == 1, "\(told)")
  }
  #expect(report.contains("Claim, assumptions and counterexample are those of `order`."))
  #expect(report.contains("As for `order`:"), "paragraphs of the finding in the same words")
  for table in ["theory_order", "theory_order-2", "theory_again", "theory_again-2"] {
    #expect(
      FileManager.default.fileExists(atPath: program.folder.appending(path: "reports/small/tables/\(table).csv").path))
  }
}

@Test("fewer than six replicates give no verdict, and the check warns of it")
func fewReplicates() throws {
  let program = try Program()
  defer { program.clean() }
  try program.write(study(replicates: 3), to: "small.yaml")
  #expect(try program.run(["check", "small.yaml"]).errors.contains("warning"))
  #expect(try program.run(["run", "small.yaml"]).status == 0)
  let report = try String(contentsOf: program.folder.appending(path: "reports/small/report.md"), encoding: .utf8)
  #expect(report.contains("no verdict"))
}

@Test("theory and claims give the same bytes at one and two threads")
func sameBytesOfTheory() throws {
  let program = try Program()
  defer { program.clean() }
  try program.write(study(), to: "small.yaml")
  for threads in ["1", "2"] {
    let folders = ["--store", "store\(threads)", "--reports", "reports\(threads)"]
    #expect(try program.run(["run", "small.yaml", "-j", threads] + folders).status == 0)
  }
  #expect(try program.bytes(below: "reports1") == program.bytes(below: "reports2"))
}

@Test("a verdict table tells claims apart that differ only in a dimension")
func claimsOfOneDimension() throws {
  let program = try Program()
  defer { program.clean() }
  let claims = ["0.2", "0.5"].enumerated().map { index, keep in
    """
      kept\(index):
        says: The best share is worth more than a random one.
        holds_if: {task: kept, metric: accuracy, keep: \(keep), case: moons, left: knn, is: greater, right: random}

    """
  }
  let text = study()
    .replacing(
      "theory:\n",
      with: "  kept: {kind: data_summarization, keep: [0.2, 0.5], model: logreg}\ntheory:\n", maxReplacements: 1
    )
    .replacing("claims:\n", with: "claims:\n" + claims.joined(), maxReplacements: 1)
  try program.write(text, to: "small.yaml")
  let result = try program.run(["run", "small.yaml"])
  #expect(result.status == 0, "\(result.errors)")
  let report = try String(contentsOf: program.folder.appending(path: "reports/small/report.md"), encoding: .utf8)
  for keep in ["0.2", "0.5"] {
    #expect(report.contains("test accuracy on moons, keep \(keep): knn > random"))
  }
}
