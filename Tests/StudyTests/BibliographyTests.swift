import Foundation
import Glibc
import Testing

@Suite("a bibliography", .timeLimit(.minutes(3)))
struct BibliographyStudyTests {
  private static let study = SmallStudy.text(prose: "By [@shapley1953].")
    .replacing("formats: [markdown, pdf]\n", with: "formats: [markdown, pdf]\n  bibliography: works.bib\n")

  private static func works(_ title: String) -> String {
    "@book{shapley1953, author={Shapley, Lloyd S.}, title={\(title)}, publisher={Press}, year=1953}\n"
  }

  private static func report(_ program: Program) -> String {
    let file = program.folder.appending(path: "reports/small/report.md")
    return (try? String(contentsOf: file, encoding: .utf8)) ?? ""
  }

  @Test("edits of it render anew and compute nothing, and a save of it is seen by watch")
  func edits() throws {
    let program = try Program()
    defer { program.clean() }
    try program.write(Self.study, to: "small.yaml")
    try program.write(Self.works("A title"), to: "works.bib")
    let first = try program.run(["run", "small.yaml"])
    #expect(first.status == 0, "\(first.errors)")
    #expect(Self.report(program).contains("By ([Shapley, 1953](#ref-shapley1953))."))
    #expect(Self.report(program).contains("<a id=\"ref-shapley1953\"></a>Shapley, L. S. (1953). *A title*. Press."))
    #expect(try program.run(["render", "small.yaml"]).output.contains("up to date"))
    try program.write(Self.works("Another title"), to: "works.bib")
    #expect(try program.run(["plan", "small.yaml"]).output.contains("nothing will run"))
    #expect(try program.run(["render", "small.yaml"]).status == 0)
    #expect(Self.report(program).contains("*Another title*"))
    let watching = try program.start(["watch", "small.yaml"])
    defer { kill(watching.process.processIdentifier, SIGKILL) }
    #expect(Self.waits { Self.text(watching.output).contains("up to date") }, "\(Self.text(watching.errors))")
    try program.write(Self.works("A third title"), to: "works.bib")
    #expect(Self.waits { Self.report(program).contains("*A third title*") }, "\(Self.text(watching.errors))")
    kill(watching.process.processIdentifier, SIGINT)
    #expect(watching.wait().status == 0)
  }

  @Test("one that is missing exits 66, and one with mistakes 65 with their places")
  func mistakes() throws {
    let program = try Program()
    defer { program.clean() }
    try program.write(Self.study, to: "small.yaml")
    let missing = try program.run(["check", "small.yaml"])
    #expect(missing.status == 66)
    #expect(missing.errors.contains("there is no file 'works.bib'"), "\(missing.errors)")
    try program.write("@book{shapley1953,\n  title={t}, year=1953}\n", to: "works.bib")
    let broken = try program.run(["check", "small.yaml"])
    #expect(broken.status == 65)
    #expect(
      broken.errors.contains("works.bib:1:7: error: the @book 'shapley1953' needs the field 'author' or 'editor'"),
      "\(broken.errors)")
  }

  private static func waits(_ condition: () -> Bool) -> Bool {
    for _ in 0..<3000 {
      if condition() { return true }
      usleep(20_000)
    }
    return condition()
  }

  private static func text(_ url: URL) -> String { (try? String(contentsOf: url, encoding: .utf8)) ?? "" }
}
