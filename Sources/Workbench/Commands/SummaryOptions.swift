import ArgumentParser

/// How a command tells what it did.
struct SummaryOptions: ParsableArguments {
  @Flag(help: "Write a summary as JSON on standard output.")
  var json = false

  @Flag(help: "Say nothing but errors.")
  var quiet = false
}
