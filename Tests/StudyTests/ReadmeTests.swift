import Foundation
import Testing

@Test("the README's study is the one that comes with the project, it is twelve lines long and passes the check")
func readmeStudy() throws {
  let readme = try String(contentsOf: Program.root.appending(path: "README.md"), encoding: .utf8)
  let study = try String(contentsOf: Program.root.appending(path: "studies/first.yaml"), encoding: .utf8)
  #expect(readme.contains("```yaml\n\(study)```"))
  #expect(study.split(separator: "\n").count == 12)
  let program = try Program()
  defer { program.clean() }
  try program.write(study, to: "first.yaml")
  #expect(try program.run(["check", "first.yaml"]).status == 0)
}

@Test("every command of the README's daily use runs as written")
func dailyUse() throws {
  let readme = try String(contentsOf: Program.root.appending(path: "README.md"), encoding: .utf8)
  let section = try #require(readme.split(separator: "## ").first { $0.hasPrefix("Daily use") })
  let lines = section.split(separator: "\n").filter { $0.hasPrefix("workbench ") }
  let commands = try lines.map { line in
    try #require(line.split(separator: "#").first).split(separator: " ").dropFirst().map(String.init)
  }
  #expect(commands.count >= 6)
  let program = try Program()
  defer { program.clean() }
  for command in commands {
    let result = try program.run(command)
    #expect(result.status == 0, "\(command): \(result.errors)")
  }
}

@Test("the README is short, and the files it names are there")
func readmeLinks() throws {
  let readme = try String(contentsOf: Program.root.appending(path: "README.md"), encoding: .utf8)
  #expect(readme.split(separator: "\n", omittingEmptySubsequences: false).count < 180)
  for match in readme.matches(of: /\]\(([^)#:]+)\)/) {
    let path = String(match.1)
    #expect(FileManager.default.fileExists(atPath: Program.root.appending(path: path).path), "\(path)")
  }
}

@Test("every study of the project passes the check, under every profile it declares")
func studies() throws {
  let folder = Program.root.appending(path: "studies")
  let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
  let program = try Program()
  defer { program.clean() }
  let studies = names.filter { $0.hasSuffix(".yaml") }
  #expect(studies.count >= 2)
  for name in studies {
    // Profiles are checked even when they are not chosen.
    let result = try program.run(["check", folder.appending(path: name).path])
    #expect(result.status == 0, "\(name): \(result.errors)")
  }
}
