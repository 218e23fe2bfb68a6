/// What a logarithmic axis cannot show, in a sentence.
struct LeftOut {
  /// "" where everything is shown.
  let sentence: String

  /// `values` are those along logarithmic axes, a list each with an entry per datum; `names` say whose datum it is, and
  /// are empty where there is nothing to name. Data that are missing anyway do not count.
  init(_ values: [[Double]], names: [String] = [], called noun: String) {
    let count = values.first?.count ?? 0
    let hidden = (0..<count).filter { row in
      values.allSatisfy { $0[row].isFinite } && values.contains { $0[row] <= 0 }
    }
    guard !hidden.isEmpty else {
      sentence = ""
      return
    }
    var seen: Set<String> = []
    let owners = hidden.compactMap { names.isEmpty ? nil : names[$0] }.filter { seen.insert($0).inserted }
    sentence =
      "\(hidden.count) of \(count) \(noun) \(hidden.count == 1 ? "is" : "are") 0 or less, which no logarithmic axis can "
      + "show, and left out" + (owners.isEmpty ? "." : ": \(owners.joined(separator: ", ")).")
  }
}
