import DSL
import Pipeline
import Vocabulary

/// What steps depend on, part by part, each with the place in the study that says so.
struct StudyIdentities {
  let study: Study

  /// A block's component and arguments.
  func block(_ block: ComponentBlock) -> [IdentityPart] { parts(block.component, block.lines, prefix: "") }

  /// The method of a cell; `prefix` tells its parameters from those of a task.
  func method(_ cell: GridCell, prefix: String = "") -> [IdentityPart] {
    let lines = study.block(of: cell)?.lines ?? [:]
    return parts(cell.instance.component, lines, prefix: prefix)
  }

  /// Parts without a place, for what the study does not write itself.
  static func parts(_ arguments: Arguments) -> [IdentityPart] {
    arguments.values.sorted { $0.key < $1.key }.map { IdentityPart($0.key, $0.value.canonical) }
  }

  /// A referenced model is told parameter by parameter, at the lines of its own block.
  private func parts(_ component: ComponentValue, _ lines: [String: Int], prefix: String) -> [IdentityPart] {
    let dotted = prefix.isEmpty ? "" : prefix + "."
    let kind = IdentityPart("\(dotted)kind", "\(component.name)@\(component.revision)", place: place(lines["kind"]))
    return [kind]
      + component.arguments.values.sorted { $0.key < $1.key }.filter { !isSilent($0.key, $0.value, of: component) }
      .flatMap { name, value in
        guard case .component(let model) = value else {
          return [IdentityPart(dotted + name, value.canonical, place: place(lines[name]))]
        }
        return parts(model, self.lines(of: model), prefix: dotted + name)
      }
  }

  /// Whether a value is the default of a method's parameter that entered no key before there was a choice.
  private func isSilent(_ name: String, _ value: Value, of component: ComponentValue) -> Bool {
    guard let parameter = Registries.catalogue.card(.method, component.name)?.parameter(name) else { return false }
    return parameter.isSilent && parameter.fallback == value
  }

  private func lines(of model: ComponentValue) -> [String: Int] {
    study.models.first { $0.component == model }?.lines ?? [:]
  }

  private func place(_ line: Int?) -> String { line.map { "\(study.file):\($0)" } ?? "" }
}
