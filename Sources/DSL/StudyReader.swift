public import Vocabulary

/// Turns study text into a checked study, or into everything that is wrong with it.
public struct StudyReader: Sendable {
  private let catalogue: Catalogue
  private let load: @Sendable (String) throws(SourceError) -> SourceText

  /// A reader that knows the components of a catalogue, and opens the files of text that a study names.
  public init(
    catalogue: Catalogue,
    load: @escaping @Sendable (String) throws(SourceError) -> SourceText = { path throws(SourceError) in
      try SourceText.load(path: path, acceptsPipes: false)
    }
  ) {
    (self.catalogue, self.load) = (catalogue, load)
  }

  /// Reads a study under a profile and `--set path=value` texts; all profiles are checked, chosen or not.
  /// O(length × profiles).
  public func read(
    _ source: SourceText, profile: String? = nil, settings: [String] = []
  ) -> Result<Study, StudyErrors> {
    let reading = NodeReader.read(source)
    guard let root = reading.root else { return .failure(StudyErrors(reading.diagnostics)) }
    guard root.isMap else {
      return .failure(StudyErrors(reading.diagnostics + [Self.rootIsNoMap(root)]))
    }
    if let mistake = FormatVersion.mistake(in: root), mistake.stopsReading {
      return .failure(StudyErrors(reading.diagnostics + [mistake.diagnostic]))
    }
    return check(root, source, reading.diagnostics, profile: profile, settings: settings)
  }

  /// The path of the bibliography that a study names, whatever mistakes the study has; `nil` where it names none.
  public func bibliography(of source: SourceText, profile: String? = nil, settings: [String] = []) -> String? {
    guard let root = NodeReader.read(source).root, root.isMap else { return nil }
    let named = profile.flatMap { name in Profiles(in: root).all.first { $0.name == name } }?.overrides ?? []
    let set = settings.compactMap { setting in try? Override.read(setting: setting).get() }
    let tree = StudyChecking.applying(named + set, to: root).tree
    let path = tree.entry("report")?.value.entry("bibliography")?.value.text
    return path.flatMap { $0.isEmpty ? nil : source.path(to: $0) }
  }

  private static func rootIsNoMap(_ root: Node) -> Diagnostic {
    Diagnostic(
      .wrongType, root.place, "a study must be a map, found \(root.found)", fix: "begin with `workbench: 1`")
  }

  private func check(
    _ root: Node, _ source: SourceText, _ found: [Diagnostic], profile: String?, settings: [String]
  ) -> Result<Study, StudyErrors> {
    let profiles = Profiles(in: root)
    let files = StudyFiles(load)
    let plain = StudyChecking(catalogue: catalogue, source: source, files: files, root: root, overrides: [])
    var problems = found + profiles.diagnostics
    var chosen: [Override] = []
    if let profile {
      switch profiles.find(profile) {
      case .success(let overrides): chosen += overrides
      case .failure(let error): problems += error.diagnostics
      }
    }
    for setting in settings {
      switch Override.read(setting: setting) {
      case .success(let override): chosen.append(override)
      case .failure(let error): problems += error.diagnostics
      }
    }
    let written = (profile.map { ["--profile \($0)"] } ?? []) + settings.map { "--set \($0)" }
    let asked =
      chosen.isEmpty
      ? plain
      : StudyChecking(
        catalogue: catalogue, source: source, files: files, root: root, overrides: chosen, written: written)
    problems += asked.diagnostics
    problems += othersProblems(profiles, than: profile, root, source, files, known: Set(plain.diagnostics))
    var seen: Set<Diagnostic> = []
    let unique = problems.filter { seen.insert($0).inserted }
    guard unique.isEmpty, let study = asked.study else { return .failure(StudyErrors(unique)) }
    return .success(study)
  }

  /// What goes wrong under the profiles that were not chosen, and only under them.
  private func othersProblems(
    _ profiles: Profiles, than chosen: String?, _ root: Node, _ source: SourceText, _ files: StudyFiles,
    known: Set<Diagnostic>
  ) -> [Diagnostic] {
    profiles.all.filter { $0.name != chosen }.flatMap { profile in
      let checking = StudyChecking(
        catalogue: catalogue, source: source, files: files, root: root, overrides: profile.overrides)
      return checking.diagnostics.filter { !known.contains($0) }
        .map { profile.contains($0) ? $0 : $0.noting("under the profile '\(profile.name)'") }
    }
  }
}

extension Diagnostic {
  /// The same with one more note.
  func noting(_ note: String) -> Diagnostic { Diagnostic(self, notes: notes + [note]) }
}
