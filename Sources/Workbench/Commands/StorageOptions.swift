import ArgumentParser

/// Where results are kept.
struct StorageOptions: ParsableArguments {
  @Option(help: "The folder of known results.")
  var store = ".workbench"
}
