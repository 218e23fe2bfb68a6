import Foundation
import Testing
import Vocabulary

@Test("a study runs from an empty folder to a report, values and a manifest")
func endToEnd() throws {
  let program = try Program()
  defer { program.clean() }
  try program.write(SmallStudy.text(), to: "small.yaml")
  let result = try program.run(["run", "small.yaml"])
  #expect(result.status == 0, "\(result.errors)")
  let files = try program.bytes(below: "reports/small")
  for name in [
    "report.md", "report.pdf", "manifest.json", "figures/detection.png", "figures/detection.pdf",
    "figures/detection.svg", "figures/detection.csv", "values/moons.knn.r0.csv", "values/moons.knn.r1.npy",
  ] {
    #expect(files[name]?.isEmpty == false, "\(name) is missing among \(files.keys.sorted())")
  }
  let values = String(decoding: files["values/moons.tmc.r0.csv"] ?? Data(), as: UTF8.self)
  #expect(values.hasPrefix("row,value,standard_error\n"))
  #expect(values.split(separator: "\n").count == 41)
  #expect(files["report.pdf"]?.starts(with: Data("%PDF".utf8)) == true)
  #expect(FileManager.default.fileExists(atPath: program.folder.appending(path: "reports/small/timings.csv").path))
}

@Test("a second run of an unchanged study computes nothing, writes nothing and says so")
func secondRun() throws {
  let program = try Program()
  defer { program.clean() }
  try program.write(SmallStudy.text(), to: "small.yaml")
  #expect(try program.run(["run", "small.yaml"]).status == 0)
  let report = program.folder.appending(path: "reports/small/report.md").path
  let before = try FileManager.default.attributesOfItem(atPath: report)[.modificationDate] as? Date
  let again = try program.run(["run", "small.yaml"])
  #expect(again.status == 0)
  #expect(again.output.contains("up to date"), "\(again.output)\(again.errors)")
  let after = try FileManager.default.attributesOfItem(atPath: report)[.modificationDate] as? Date
  #expect(before == after)
  #expect(try plan(program).allSatisfy { !$0.isPending })
}

@Test("one thread, two threads and a fresh process give the same bytes in every result, the report included")
func sameBytes() throws {
  let program = try Program()
  defer { program.clean() }
  try program.write(SmallStudy.text(), to: "small.yaml")
  var all: [[String: Data]] = []
  for (index, threads) in ["1", "2", "2"].enumerated() {
    let result = try program.run(
      ["run", "small.yaml", "-j", threads, "--store", "store\(index)", "--reports", "reports\(index)"])
    #expect(result.status == 0, "\(result.errors)")
    all.append(try program.bytes(below: "reports\(index)"))
  }
  #expect(all[0].count > 10)
  #expect(all[0] == all[1])
  #expect(all[0] == all[2])
}

@Test("editing prose recomputes no step")
func prose() throws {
  let program = try Program()
  defer { program.clean() }
  try program.write(SmallStudy.text(), to: "small.yaml")
  #expect(try program.run(["run", "small.yaml"]).status == 0)
  try program.write(SmallStudy.text(prose: "Other words."), to: "small.yaml")
  #expect(try plan(program).allSatisfy { !$0.isPending })
  #expect(try program.run(["run", "small.yaml"]).status == 0)
  let report = try String(contentsOf: program.folder.appending(path: "reports/small/report.md"), encoding: .utf8)
  #expect(report.contains("Other words."))
}

@Test("more replicates compute only the new ones")
func moreReplicates() throws {
  let program = try Program()
  defer { program.clean() }
  try program.write(SmallStudy.text(replicates: 2), to: "small.yaml")
  #expect(try program.run(["run", "small.yaml"]).status == 0)
  try program.write(SmallStudy.text(replicates: 3), to: "small.yaml")
  for step in try plan(program) {
    let isNew = step.name.hasSuffix("/r2")
    #expect(step.isPending == isNew, "\(step.name): \(step.status)")
  }
}

@Test("more permutations compute only the new batches")
func morePermutations() throws {
  let program = try Program()
  defer { program.clean() }
  try program.write(SmallStudy.text(permutations: 20), to: "small.yaml")
  #expect(try program.run(["run", "small.yaml"]).status == 0)
  try program.write(SmallStudy.text(permutations: 40), to: "small.yaml")
  let steps = try plan(program)
  let sampled = try #require(steps.first { $0.name == "values/moons/tmc/r0" })
  #expect(sampled.status == "will run")
  #expect(sampled.unitsKnown == 2)
  #expect(sampled.units == 4)
  #expect(steps.first { $0.name == "values/moons/loo/r0" }?.status == "up to date")
}

@Test("the plan says which part of a key changed, with the line in the study")
func why() throws {
  let program = try Program()
  defer { program.clean() }
  try program.write(SmallStudy.text(k: 3), to: "small.yaml")
  #expect(try program.run(["run", "small.yaml"]).status == 0)
  try program.write(SmallStudy.text(k: 4), to: "small.yaml")
  let step = try #require(try plan(program).first { $0.name == "values/moons/knn/r0" })
  #expect(step.status == "will run")
  #expect(
    step.reasons.contains { $0.contains("k") && $0.contains("3") && $0.contains("4") && $0.contains("small.yaml:20") },
    "\(step.reasons)")
}

@Test("another content of an embedding's file is computed anew, another place of the same content is not")
func embeddedFile() throws {
  let program = try Program()
  defer { program.clean() }
  let text = SmallStudy.text(permutations: 10)
  func study(_ file: String) -> String {
    text.replacing("raw: {kind: standardize}", with: "raw: {kind: precomputed, file: \(file)}")
  }
  func features(_ scale: Float) -> Data {
    Data(NumericArray(shape: [100, 1], .float32((0..<100).map { scale * Float($0 * $0 % 31) })).npyBytes)
  }
  try program.write(study("embedded.npy"), to: "small.yaml")
  try features(0.1).write(to: program.folder.appending(path: "embedded.npy"))
  #expect(try program.run(["run", "small.yaml"]).status == 0)
  #expect(try plan(program).allSatisfy { !$0.isPending })
  try features(0.1).write(to: program.folder.appending(path: "moved.npy"))
  try program.write(study("moved.npy"), to: "small.yaml")
  #expect(try plan(program).allSatisfy { !$0.isPending })
  try features(0.2).write(to: program.folder.appending(path: "moved.npy"))
  #expect(try plan(program).contains { $0.name == "values/moons/knn/r0" && $0.isPending })
}

@Test("a step that fails is a red box in the report, the others finish, and the exit code is 1")
func failure() throws {
  let program = try Program()
  defer { program.clean() }
  try program.write(SmallStudy.text(learningRate: "1e30"), to: "small.yaml")
  let result = try program.run(["run", "small.yaml"])
  #expect(result.status == 1, "\(result.output)\(result.errors)")
  #expect(result.errors.contains("learning rate"), "\(result.errors)")
  let report = try String(contentsOf: program.folder.appending(path: "reports/small/report.md"), encoding: .utf8)
  #expect(report.contains("failed"))
  #expect(
    FileManager.default.fileExists(atPath: program.folder.appending(path: "reports/small/values/moons.knn.r0.csv").path)
  )
  #expect(
    !FileManager.default.fileExists(
      atPath: program.folder.appending(path: "reports/small/values/moons.chg.r0.csv").path))
}

/// A step as `plan --json` tells it.
struct PlannedStep: Decodable {
  let name: String
  let status: String
  let reasons: [String]
  let units: Int?
  let unitsKnown: Int?

  /// Whether a run would compute it.
  var isPending: Bool { status == "will run" || status == "may run" }
}

struct PlannedStudy: Decodable {
  let steps: [PlannedStep]
}

private func plan(_ program: Program) throws -> [PlannedStep] {
  let result = try program.run(["plan", "small.yaml", "--json"])
  #expect(result.status == 0, "\(result.errors)")
  return try JSONDecoder().decode(PlannedStudy.self, from: Data(result.output.utf8)).steps
}
