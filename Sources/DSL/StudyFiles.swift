import Vocabulary

/// The files of text that a study names, each opened once however often the study is checked.
final class StudyFiles {
  private let load: (String) throws(SourceError) -> SourceText
  private var bibliographies: [String: Result<ReadBibliography, SourceError>] = [:]

  struct ReadBibliography {
    let source: SourceText
    let reading: Bibliography.Reading
  }

  init(_ load: @escaping (String) throws(SourceError) -> SourceText) { self.load = load }

  /// A bibliography by its path.
  func bibliography(_ path: String) throws(SourceError) -> ReadBibliography {
    if let known = bibliographies[path] { return try known.get() }
    do throws(SourceError) {
      let source = try load(path)
      let read = ReadBibliography(source: source, reading: Bibliography.read(source.text))
      bibliographies[path] = .success(read)
      return read
    } catch {
      bibliographies[path] = .failure(error)
      throw error
    }
  }
}
