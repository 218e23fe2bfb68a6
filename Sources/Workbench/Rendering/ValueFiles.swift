import DSL
import Pipeline
import Valuation
import Vocabulary

/// The values of every method beside the report: `values/<case>.<instance>.r<replicate>.csv` and the same as NPY.
struct ValueFiles {
  let results: StudyResults

  /// Relative paths with bytes, in the order of the grid; cells whose step failed have none.
  func files() throws -> [(path: String, bytes: [UInt8])] {
    try results.plan.study.grid.flatMap { cell in
      try results.plan.replicates.flatMap { replicate -> [(path: String, bytes: [UInt8])] in
        let step = StudyPlan.values(cell.caseName, cell.instance.label, replicate)
        guard results.outcome.isKnown(step), let table = try results.outcome.artifact(of: step).table("values") else {
          return []
        }
        let stem = "values/\(cell.caseName).\(cell.instance.fileLabel).r\(replicate)"
        let array = NumericArray(shape: [table.count], .float64(table.reals("value")))
        return [(stem + ".csv", table.csvBytes), (stem + ".npy", array.npyBytes)]
      }
    }
  }
}
