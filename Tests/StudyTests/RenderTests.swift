import Foundation
import Testing
import Vocabulary

@Test("render writes the bytes that run writes, and adds no result to the store")
func rendersAlike() throws {
  let program = try Program()
  defer { program.clean() }
  try program.write(SmallStudy.text(), to: "small.yaml")
  #expect(try program.run(["run", "small.yaml"]).status == 0)
  let (written, known) = (try program.bytes(below: "reports"), try program.bytes(below: ".workbench/actions").keys)
  try FileManager.default.removeItem(at: program.folder.appending(path: "reports"))
  let result = try program.run(["render", "small.yaml"])
  #expect(result.status == 0, "\(result.errors)")
  #expect(result.output.contains("reports/small/report.pdf"))
  #expect(try program.bytes(below: "reports") == written)
  #expect(try program.bytes(below: ".workbench/actions").keys.sorted() == known.sorted())
  let again = try program.run(["render", "small.yaml"])
  #expect(again.output.contains("up to date"), "\(again.output)")
}

@Test("an edited sentence is rendered from what the store has")
func rendersSentence() throws {
  let program = try Program()
  defer { program.clean() }
  try program.write(SmallStudy.text(), to: "small.yaml")
  #expect(try program.run(["run", "small.yaml"]).status == 0)
  try program.write(SmallStudy.text(prose: "Other words."), to: "small.yaml")
  #expect(try program.run(["render", "small.yaml"]).status == 0)
  let report = try String(contentsOf: program.folder.appending(path: "reports/small/report.md"), encoding: .utf8)
  #expect(report.contains("Other words."))
}

@Test(
  "where results are missing, render names their steps and the command that computes them, writes nothing and exits 4")
func rendersNothing() throws {
  let program = try Program()
  defer { program.clean() }
  try program.write(SmallStudy.text(), to: "small.yaml")
  let empty = try program.run(["render", "small.yaml", "--set", "methods.knn.k={sweep: [1]}", "--store", "its store"])
  #expect(empty.status == 4, "\(empty.errors)")
  #expect(
    empty.errors.contains(
      "workbench run small.yaml --set 'methods.knn.k={sweep: [1]}' --store 'its store'"), "\(empty.errors)")
  #expect(!FileManager.default.fileExists(atPath: program.folder.appending(path: "reports").path))
  #expect(try program.run(["run", "small.yaml"]).status == 0)
  let before = try program.bytes(below: "reports")
  try program.write(SmallStudy.text(k: 5, prose: "Not to be seen."), to: "small.yaml")
  let result = try program.run(["render", "small.yaml"])
  #expect(result.status == 4)
  #expect(result.errors.contains("  values/moons/knn  2 replicates\n"), "\(result.errors)")
  #expect(!result.errors.contains("values/moons/chg"), "\(result.errors)")
  #expect(try program.bytes(below: "reports") == before)
  let missing = try #require(JSON([UInt8](try program.run(["render", "small.yaml", "--json"]).output.utf8)))
  #expect(missing["missing"]?.list?.contains(.text("values/moons/knn/r1")) == true)
}

@Test("a damaged result is missing for render, which does not make it again")
func rendersNoDamage() throws {
  let program = try Program()
  defer { program.clean() }
  try program.write(SmallStudy.text(), to: "small.yaml")
  #expect(try program.run(["run", "small.yaml"]).status == 0)
  let before = try program.bytes(below: "reports")
  try program.write(SmallStudy.text(prose: "Not to be seen."), to: "small.yaml")
  for (name, bytes) in try program.bytes(below: ".workbench/objects") {
    try Data(bytes.map { $0 ^ 1 }).write(to: program.folder.appending(path: ".workbench/objects/\(name)"))
  }
  let result = try program.run(["render", "small.yaml"])
  #expect(result.status == 4, "\(result.errors)")
  #expect(result.errors.contains("1 of ") || result.errors.contains("results are missing"), "\(result.errors)")
  #expect(try program.bytes(below: "reports") == before)
}

@Test("every figure and table names its steps by keys that the manifest has, and a command that draws it again")
func origins() throws {
  let program = try Program()
  defer { program.clean() }
  try program.write(SmallStudy.text() + "profiles:\n  quick: {replicates: 1}\n", to: "small.yaml")
  #expect(try program.run(["run", "small.yaml", "--profile", "quick"]).status == 0)
  let files = try program.bytes(below: "reports/small.quick")
  let manifest = try #require(files["manifest.json"].flatMap { JSON([UInt8]($0)) })
  let keys = (manifest["steps"]?.list ?? []).reduce(into: [String: String]()) {
    $0[$1["name"]?.text ?? ""] = $1["key"]?.text
  }
  let command = "workbench render small.yaml --profile quick"
  let report = String(decoding: files["report.md"] ?? Data(), as: UTF8.self)
  for name in ["figures/detection", "tables/metrics", "tables/estimates"] {
    let origin = try #require(files["\(name).json"].flatMap { JSON([UInt8]($0)) }, "\(name)")
    #expect(origin["redraw"] == .text(command))
    let sources = origin["sources"]?.list ?? []
    #expect(!sources.isEmpty)
    for source in sources {
      let step = try #require(source["step"]?.text)
      let key = try #require(keys["\(step)/r0"], "\(step)")
      #expect(source["keys"]?.list == [.text(String(key.prefix(16)))])
    }
    #expect(report.contains("](\(name).json); drawn again by `\(command)`</sub>"))
  }
  #expect(String(decoding: files["tables/sources.csv"] ?? Data(), as: UTF8.self).contains("\nfigure detection,5,"))
  try FileManager.default.removeItem(at: program.folder.appending(path: "reports"))
  #expect(try program.run(command.split(separator: " ").dropFirst().map(String.init)).status == 0)
  #expect(try program.bytes(below: "reports/small.quick") == files)
}
