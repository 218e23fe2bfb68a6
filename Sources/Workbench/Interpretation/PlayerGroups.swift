import DSL
import Datasets
import Valuation
import Vocabulary

/// Players that are grouped by a column of the data.
enum PlayerGroups {
  /// Refuses a column that the data of a case do not have before anything runs.
  static func check(_ study: Study) throws {
    for cell in study.grid {
      guard let column = column(Registries.method(cell.instance.component)) else { continue }
      let known = attributes(of: cell.caseName, study)
      guard !known.contains(column) else { continue }
      let lines = study.methods.first { $0.name == cell.method }?.lines
      let place = (lines?["players"] ?? lines?["groups"]).map { ":\($0)" } ?? ""
      throw Failure(
        .invalid,
        "error: \(study.file)\(place): '\(cell.method)' groups its players by the column '\(column)', and the case "
          + "'\(cell.caseName)' has " + (known.isEmpty ? "no such column" : "only \(known.joined(separator: ", "))")
          + "; name it in the data set's `attributes`, or exclude the pair")
    }
  }

  /// The column by which a method groups its players, or joins them in unions.
  private static func column(_ method: any ValuationMethod) -> String? {
    if let owen = method as? OwenValue { return owen.unionColumn }
    guard let method = method as? any GameMethod, case .groups(let column) = method.settings.players else { return nil }
    return column
  }

  /// The columns of a case by which players may be grouped; a game has none.
  private static func attributes(of caseName: String, _ study: Study) -> [String] {
    guard let set = study.cases.first(where: { $0.name == caseName })?.data?.set,
      let block = study.datasets.first(where: { $0.name == set })
    else { return [] }
    return Registries.source(block.source).attributes
  }
}
