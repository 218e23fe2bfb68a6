import ArgumentParser

/// Where results are kept.
struct StorageOptions: ParsableArguments {
  @Option(help: "The folder of known results.")
  var store = ".workbench"

  func validate() throws {
    guard !store.isEmpty else { throw ValidationError("--store takes the path of a folder, not an empty text") }
  }
}
