import DSL
import Pipeline
import Valuation
import Vocabulary

/// What a case that is a game depends on.
struct GameIdentity {
  let name: String
  let game: any ToyGame
  /// Digest of the game and its arguments; seeds the streams of the case.
  let key: ContentKey
  let parts: [IdentityPart]

  init(_ name: String, _ component: ComponentValue) {
    (self.name, game) = (name, Registries.game(component))
    key = ContentKey(of: "game " + component.canonical)
    parts = [IdentityPart("game", component.canonical)]
  }

  /// Refuses arguments that fit no game together before anything runs.
  static func check(_ study: Study) throws {
    for block in study.cases {
      guard let component = block.game else { continue }
      do {
        _ = try Registries.game(component).game(seeds: Streams(seed: study.seed).root)
      } catch {
        throw Failure(.invalid, "error: \(study.file): the case '\(block.name)': \(error)")
      }
    }
  }
}
