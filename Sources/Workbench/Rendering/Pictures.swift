import Compute
import DSL
import Datasets
import Report
import Valuation

/// Training images at one end of a ranking, with given and true labels.
struct Pictures {
  let loaded: LoadedStudy
  let results: StudyResults

  /// Replicate 0; `nil` where the step of the values failed. Ties go to the lower row.
  func images(method: String, caseName: String, lowest: Bool, count: Int) throws -> [LabelledImage]? {
    let study = loaded.study
    guard let block = study.cases.first(where: { $0.name == caseName }),
      let set = block.data?.set,
      let values = try results.values(caseName: caseName, instance: method, replicate: 0)?.values
    else { return nil }
    let data = try results.data(set)
    guard let shape = data.imageShape else {
      throw Failure(.invalid, "error: the data set '\(set)' holds no images, so a gallery cannot show it")
    }
    try data.examples.requireClasses(for: "a gallery, which shows labels,")
    let ledger = try results.ledger(set, replicate: 0)
    let order = values.indices.sorted {
      values[$0] == values[$1] ? $0 < $1 : lowest ? values[$0] < values[$1] : values[$0] > values[$1]
    }
    let (train, first) = (data.partition(ledger).train, ledger.entries(of: .train).lowerBound)
    return order.prefix(count).map { position in
      let entry = first + position
      let features = train.features
      let truth = ledger.trueLabels[entry]
      return LabelledImage(
        pixels: Array(features.elements[position * features.columns..<(position + 1) * features.columns]),
        width: shape.width, height: shape.height, row: ledger.rows[entry], value: values[position],
        givenLabel: data.classNames[ledger.labels[entry]],
        trueLabel: truth == Ledger.unknown ? "" : data.classNames[truth])
    }
  }
}
