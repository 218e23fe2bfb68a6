import DSL
import Pipeline
import Vocabulary

/// What steps depend on, part by part, each with the place in the study that says so.
struct StudyIdentities {
  let study: Study

  /// A block's component and arguments.
  func block(_ block: ComponentBlock) -> [IdentityPart] { parts(block.component, block.lines, prefix: "") }

  /// The method or strategy of a cell; `prefix` tells its parameters from those of a task.
  func method(_ cell: GridCell, prefix: String = "") -> [IdentityPart] {
    let block = study.block(of: cell)
    return parts(cell.instance.component, block?.lines ?? [:], prefix: prefix, card: block?.card)
  }

  /// Parts without a place, for what the study does not write itself.
  static func parts(_ arguments: Arguments) -> [IdentityPart] {
    arguments.values.sorted { $0.key < $1.key }.map { IdentityPart($0.key, $0.value.canonical) }
  }

  /// A referenced model is told parameter by parameter, at the lines of its own block; `card` is the component's, for
  /// parameters whose default enters no key.
  private func parts(
    _ component: ComponentValue, _ lines: [String: Int], prefix: String, card: Card? = nil
  ) -> [IdentityPart] {
    let card = card ?? Registries.catalogue.card(.method, component.name)
    let dotted = prefix.isEmpty ? "" : prefix + "."
    let kind = IdentityPart("\(dotted)kind", "\(component.name)@\(component.revision)", place: place(lines["kind"]))
    return [kind]
      + component.arguments.values.sorted { $0.key < $1.key }.filter {
        card?.parameter($0.key)?.isSilent(at: $0.value) != true
      }
      .flatMap { name, value in
        guard case .component(let model) = value else {
          return [IdentityPart(dotted + name, value.canonical, place: place(lines[name]))]
        }
        return parts(model, self.lines(of: model), prefix: dotted + name)
      }
  }

  private func lines(of model: ComponentValue) -> [String: Int] {
    study.models.first { $0.component == model }?.lines ?? [:]
  }

  private func place(_ line: Int?) -> String { line.map { "\(study.file):\($0)" } ?? "" }
}
