/// The grid as worked out: which method instances are valued on which case.
struct GridLayout {
  let cells: [GridCell]
  let excluded: [(caseName: String, method: String)]
  private let valued: Set<Pair>
  private let takenOut: Set<Pair>

  struct Pair: Hashable {
    let caseName: String
    let label: String
  }

  init(cells: [GridCell], excluded: [(caseName: String, method: String)], takenOut: Set<Pair>) {
    (self.cells, self.excluded, self.takenOut) = (cells, excluded, takenOut)
    valued = Set(cells.map { Pair(caseName: $0.caseName, label: $0.instance.label) })
  }

  func hasCell(_ caseName: String, _ label: String) -> Bool {
    valued.contains(Pair(caseName: caseName, label: label))
  }

  func isExcluded(_ caseName: String, _ label: String) -> Bool {
    takenOut.contains(Pair(caseName: caseName, label: label))
  }
}
