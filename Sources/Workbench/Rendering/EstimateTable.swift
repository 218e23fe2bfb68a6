import Compute
import DSL
import Plot
import Report
import Valuation
import Vocabulary

/// What is known of the estimates themselves: their price, how far they are from sharing out everything, what was cut.
struct EstimateTable {
  static let name = "estimates"

  let results: StudyResults
  let origins: Origins

  private var study: Study { results.plan.study }

  /// The cells whose methods play games or draw samples.
  private var cells: [GridCell] {
    study.grid.filter { cell in
      let method = Registries.method(cell.instance.component)
      return type(of: method).card.estimation != nil || method is any SampledMethod
    }
  }

  /// A table, or nothing where no method plays a game.
  var blocks: [Block] {
    get throws {
      let rows = try cells.map { Row(cell: $0, replicates: try results.values($0)) }.filter(isShown)
      guard !rows.isEmpty else { return [] }
      return [
        .table(
          ReportTable(
            name: Self.name,
            columns: [
              .init("case"), .init("method"), .init("evaluations of v", .decimal), .init("draws", .decimal),
              .init("efficiency residual", .decimal), .init("truncation bias", .decimal),
              .init("standard error", .decimal),
            ],
            rows: rows.map(\.cells),
            caption:
              "Estimates by methods that play games or draw samples: evaluations of the utility, each one model fit on data, and "
              + "independent draws, means over replicates; what the values leave of v(N) − v(∅), the largest magnitude; "
              + "what truncated walks left out, mean; the largest standard error of a value. Of a sweep, the headline.",
            notes: notes(rows), origin: origins.values(rows.map(\.cell))))
      ]
    }
  }

  /// Of a sweep only the headline, and whatever failed.
  private func isShown(_ row: Row) -> Bool {
    guard row.replicates != nil, let block = study.methods.first(where: { $0.name == row.cell.method }),
      let headline = block.headline
    else { return true }
    return block.instances[headline] == row.cell.instance
  }

  /// Each remark once, with the first cell that made it.
  private func notes(_ rows: [Row]) -> [String] {
    var (seen, notes): (Set<String>, [String]) = ([], [])
    for row in rows {
      for note in row.replicates?.flatMap(\.notes) ?? []
      where seen.insert("\(row.cell.instance.label) \(note)").inserted {
        notes.append("\(row.cell.instance.label): \(note)".escapedForProse)
      }
    }
    return notes
  }

  /// A cell with its values in every replicate; `nil` if one failed.
  private struct Row {
    let cell: GridCell
    let replicates: [DataValues]?

    var cells: [ReportTable.Cell] {
      let names = [cell.caseName, cell.instance.label]
      guard let replicates else {
        return names.map { ReportTable.Cell($0, isAlarm: true) }
          + (0..<5).map { ReportTable.Cell($0 == 0 ? "failed" : "", isAlarm: true) }
      }
      return
        (names + [
          Self.text(Statistics.mean(replicates.map { Double($0.modelFits) }), decimals: 0), draws(replicates),
          Self.text(largest(replicates) { $0.fact("efficiency_residual") }),
          Self.text(mean(replicates) { $0.fact("truncation_bias") }),
          Self.text(largest(replicates) { $0.standardErrors?.max() }),
        ]).map { ReportTable.Cell($0) }
    }

    /// Sampled methods tell their draws first, under the name of what is drawn.
    private func draws(_ replicates: [DataValues]) -> String {
      guard replicates[0].standardErrors != nil, let name = replicates[0].facts.first?.name else { return "–" }
      return Self.text(mean(replicates) { $0.fact(name) }, decimals: 0) + (name == "draws" ? "" : " " + name.spaced)
    }

    private func mean(_ replicates: [DataValues], _ number: (DataValues) -> Double?) -> Double? {
      let numbers = replicates.compactMap(number)
      return numbers.count == replicates.count ? Statistics.mean(numbers) : nil
    }

    private func largest(_ replicates: [DataValues], _ number: (DataValues) -> Double?) -> Double? {
      let numbers = replicates.compactMap(number)
      return numbers.count == replicates.count ? numbers.max { abs($0) < abs($1) } : nil
    }

    /// Three significant digits, or as many decimals as asked for.
    private static func text(_ number: Double?, decimals: Int? = nil) -> String {
      guard let number, number.isFinite else { return "–" }
      if let decimals { return NumberText.fixed(number, decimals: decimals) }
      // Rounding alone leaves such residuals.
      if abs(number) < 1e-12 { return "0" }
      return NumberText.short(number)
    }
  }
}

extension DataValues {
  /// A fact by its name.
  fileprivate func fact(_ name: String) -> Double? { facts.first { $0.name == name }?.value }
}
