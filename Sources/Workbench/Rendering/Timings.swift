import Pipeline
import Plot
import Vocabulary

/// Seconds of every step and unit: volatile, so they stand beside the report and never in it.
struct Timings {
  let outcome: Outcome

  func write(to output: OutputFolder) throws {
    try output.write(table.csvBytes, to: "timings.csv")
    try output.write(Array(markdown.utf8), to: "timings.md")
  }

  private var table: Table {
    Table([
      .init("step", .texts(outcome.timings.map(\.step))),
      .init("unit", .texts(outcome.timings.map { $0.unit.map { "\($0)" } ?? "" })),
      .init("seconds", unit: "s", .reals(outcome.timings.map(\.seconds))),
    ])
  }

  /// Whole steps, replicates added up.
  private var markdown: String {
    var groups: [(name: String, count: Int, seconds: Double)] = []
    var positions: [String: Int] = [:]
    for timing in outcome.timings where timing.unit == nil {
      let name = StudyPlan.group(of: timing.step)
      let position = positions[name] ?? groups.count
      if position == groups.count {
        positions[name] = position
        groups.append((name, 0, 0))
      }
      groups[position].count += 1
      groups[position].seconds += timing.seconds
    }
    let rows = groups.map { "| `\($0.name)` | \($0.count) | \(NumberText.fixed($0.seconds, decimals: 3)) |" }
    return (["| step | replicates | seconds |", "| --- | ---: | ---: |"] + rows).joined(separator: "\n") + "\n"
  }
}
