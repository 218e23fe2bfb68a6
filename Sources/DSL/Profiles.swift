/// The profiles of a study: named lists of overrides.
struct Profiles {
  let all: [Profile]
  let diagnostics: [Diagnostic]

  struct Profile {
    let name: String
    let overrides: [Override]

    /// Whether a mistake stands in the profile itself.
    func contains(_ diagnostic: Diagnostic) -> Bool {
      overrides.contains {
        $0.value.place.span.contains(diagnostic.span) || $0.pathPlace.span.contains(diagnostic.span)
      }
    }
  }

  init(in root: Node) {
    var (all, diagnostics): ([Profile], [Diagnostic]) = ([], [])
    let node = root.entry("profiles")?.value
    if let node, !node.isMap {
      diagnostics.append(
        Diagnostic(.wrongType, node.place, "'profiles' must be a map of names, found \(node.found)"))
    }
    for entry in node?.entries ?? [] {
      if entry.value.isMap {
        all.append(Profile(name: entry.key, overrides: Override.lines(of: entry.value)))
      } else {
        diagnostics.append(
          Diagnostic(
            .wrongType, entry.value.place, "profiles.\(entry.key.shortened) must be a map, found \(entry.value.found)",
            fix: "write, for example, {replicates: 6}"))
      }
    }
    (self.all, self.diagnostics) = (all, diagnostics)
  }

  /// The overrides of a profile named on the command line.
  func find(_ name: String) -> Result<[Override], StudyErrors> {
    if let profile = all.first(where: { $0.name == name }) { return .success(profile.overrides) }
    let source = SourceText(name: "--profile", text: name)
    let place = Place(source, 0..<source.scalars.count)
    let fix =
      all.isEmpty
      ? "the study has no profiles"
      : Spelling.advice(name, among: all.map { Word($0.name) }, called: "the profiles are")
    return .failure(
      StudyErrors([Diagnostic(.unknownProfile, place, "there is no profile '\(name.shortened)'", fix: fix)]))
  }
}

extension SourceSpan {
  /// Whether another span begins inside this one.
  func contains(_ other: SourceSpan) -> Bool {
    file == other.file && (line, column) <= (other.line, other.column)
      && (other.line, other.column) <= (endLine, endColumn)
  }
}
