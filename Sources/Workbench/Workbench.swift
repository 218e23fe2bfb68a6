import ArgumentParser

/// The command line.
@main
struct WorkbenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "workbench", abstract: "A literate, reproducible workbench for data valuation.")
}
