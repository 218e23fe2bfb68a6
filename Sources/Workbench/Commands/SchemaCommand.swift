import ArgumentParser
import DSL

/// `workbench schema`: the study language as a JSON Schema.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Print a JSON Schema of the study language, for editors.",
    discussion: """
      Write it to a file beside your studies and begin a study with `# yaml-language-server: $schema=study.schema.json`: editors
      with yaml-language-server then complete keys and names, show help and underline mistakes.
      """)

  func run() {
    Terminal.write(StudySchema(catalogue: Registries.catalogue).bytes)
  }
}
