import Compute
import Plot

/// Where the values of a group lie, in words.
struct ValueSummary {
  let sentence: String

  init(of group: ValueGroups.Group, _ values: [Double]) {
    let sorted = group.rows.map { values[$0] }.sorted()
    let (low, middle, high) = (Self.quantile(0.25, sorted), Self.quantile(0.5, sorted), Self.quantile(0.75, sorted))
    sentence =
      "\(group.name.isEmpty ? "All" : group.name): \(sorted.count) row\(sorted.count == 1 ? "" : "s"), "
      + "median \(middle), middle half from \(low) to \(high)."
  }

  private static func quantile(_ share: Double, _ sorted: [Double]) -> String {
    NumberText.short(Statistics.quantile(share, ofSorted: sorted))
  }
}
