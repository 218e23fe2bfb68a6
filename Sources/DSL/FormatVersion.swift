/// The first line of a study: `workbench: 1`.
enum FormatVersion {
  /// The format this reader knows.
  static let known = "1"

  /// What is wrong with the version, and whether the rest can be read at all.
  static func mistake(in root: Node) -> (diagnostic: Diagnostic, stopsReading: Bool)? {
    guard let entry = root.entry("workbench") else {
      return (
        Diagnostic(
          .version, root.place.start, "a study must begin with `workbench: \(known)`",
          fix: "add it as the first line"), true
      )
    }
    guard entry.value.text == known else {
      return (
        Diagnostic(
          .version, entry.value.place, "this workbench reads format \(known), found \(entry.value.found)",
          fix: "write `workbench: \(known)`"), true
      )
    }
    guard root.entries.first?.key == "workbench" else {
      return (
        Diagnostic(.version, entry.keyPlace, "`workbench: \(known)` must be the first key", fix: "move it to the top"),
        false
      )
    }
    return nil
  }
}
