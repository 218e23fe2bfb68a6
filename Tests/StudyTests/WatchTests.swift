import Foundation
import Glibc
import Testing

@Suite("watch", .timeLimit(.minutes(3)))
struct WatchTests {
  @Test("each save is rendered, its mistakes or its missing steps are told, and Ctrl-C ends with 0")
  func saves() throws {
    let program = try Program()
    defer { program.clean() }
    try program.write(SmallStudy.text(), to: "small.yaml")
    #expect(try program.run(["run", "small.yaml"]).status == 0)
    let watching = try program.start(["watch", "small.yaml"])
    defer { kill(watching.process.processIdentifier, SIGKILL) }
    #expect(Self.waits { Self.text(watching.output).contains("up to date") }, "\(Self.text(watching.errors))")
    // By a rename, as most editors save.
    try Self.save(SmallStudy.text(prose: "Other words."), in: program, isAtomic: true)
    #expect(Self.waits { Self.report(program).contains("Other words.") }, "\(Self.text(watching.errors))")
    try Self.save(SmallStudy.text().replacing("kind: softmax_regression", with: "kind: softmax"), in: program)
    #expect(Self.waits { Self.text(watching.errors).contains("did you mean 'softmax_regression'?") })
    try Self.save(SmallStudy.text(k: 5), in: program)
    #expect(Self.waits { Self.text(watching.errors).contains("  values/moons/knn  2 replicates\n") })
    try FileManager.default.removeItem(at: program.folder.appending(path: "small.yaml"))
    #expect(Self.waits { Self.text(watching.errors).contains("small.yaml is gone") })
    try Self.save(SmallStudy.text(prose: "Last words."), in: program)
    #expect(Self.waits { Self.report(program).contains("Last words.") }, "\(Self.text(watching.errors))")
    kill(watching.process.processIdentifier, SIGINT)
    #expect(watching.wait().status == 0)
  }

  @Test("with --compute a save stops what is being computed, and what is missing then is computed and rendered")
  func computes() throws {
    let program = try Program()
    defer { program.clean() }
    try program.write(SmallStudy.text(permutations: 200_000), to: "small.yaml")
    let watching = try program.start(["watch", "small.yaml", "--compute"])
    defer { kill(watching.process.processIdentifier, SIGKILL) }
    #expect(Self.waits { Self.isComputing(program) }, "\(Self.text(watching.errors))")
    try Self.save(SmallStudy.text(prose: "Computed."), in: program)
    #expect(Self.waits { Self.report(program).contains("Computed.") }, "\(Self.text(watching.errors))")
    #expect(Self.text(watching.errors).contains("stopped: "), "\(Self.text(watching.errors))")
    kill(watching.process.processIdentifier, SIGINT)
    #expect(watching.wait().status == 0)
  }

  @Test("Ctrl-C while it computes ends with 130, and a run goes on")
  func interrupted() throws {
    let program = try Program()
    defer { program.clean() }
    try program.write(SmallStudy.text(permutations: 200_000), to: "small.yaml")
    let watching = try program.start(["watch", "small.yaml", "--compute"])
    #expect(Self.waits { Self.isComputing(program) }, "\(Self.text(watching.errors))")
    kill(watching.process.processIdentifier, SIGINT)
    #expect(watching.wait().status == 130)
    try program.write(SmallStudy.text(), to: "small.yaml")
    #expect(try program.run(["run", "small.yaml"]).status == 0)
  }

  @Test("a study that is not there when watching begins is told at once")
  func missing() throws {
    let program = try Program()
    defer { program.clean() }
    let result = try program.run(["watch", "nowhere.yaml"])
    #expect(result.status == 66)
    #expect(result.errors.contains("nowhere.yaml"))
  }

  private static func save(_ text: String, in program: Program, isAtomic: Bool = false) throws {
    try Data(text.utf8).write(to: program.folder.appending(path: "small.yaml"), options: isAtomic ? .atomic : [])
  }

  /// Whether a condition comes true within a time that a busy machine keeps, too.
  private static func waits(_ condition: () -> Bool) -> Bool {
    for _ in 0..<3000 {
      if condition() { return true }
      usleep(20_000)
    }
    return condition()
  }

  private static func isComputing(_ program: Program) -> Bool {
    FileManager.default.fileExists(atPath: program.folder.appending(path: ".workbench/actions").path)
  }

  private static func report(_ program: Program) -> String {
    text(program.folder.appending(path: "reports/small/report.md"))
  }

  private static func text(_ url: URL) -> String { (try? String(contentsOf: url, encoding: .utf8)) ?? "" }
}
