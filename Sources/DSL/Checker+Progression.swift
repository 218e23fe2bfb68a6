import Vocabulary

extension Checker {
  /// Increasing reals: a list, both ends and a step, or a single number.
  func progression(_ node: Node, _ interval: Interval, _ label: Label) -> [Double]? {
    if node.isMap { return steps(node, interval, label) }
    if let text = node.text, Self.isDecimal(text) { return real(node, interval, label).map { [$0] } }
    guard case .list(let items) = node.content else {
      reportWrongType(node, .progression(interval), label)
      return nil
    }
    guard !items.isEmpty else {
      report(.count, node.place, "'\(label.name)' must have at least 1 item, found 0")
      return nil
    }
    let numbers = items.map { real($0, interval, label) }
    for index in items.indices.dropFirst() {
      guard let last = numbers[index - 1], let next = numbers[index], next <= last else { continue }
      report(
        .progression, items[index].place, "'\(label.name)' must increase, found \(items[index].written) after \(last)")
      return nil
    }
    let read = numbers.compactMap { $0 }
    return read.count == items.count ? read : nil
  }

  private func steps(_ node: Node, _ interval: Interval, _ label: Label) -> [Double]? {
    let keys = ["from", "to", "step"]
    let title = "'\(label.name)'"
    guard
      let fields = fields(node, title: title, owner: node.place, words: keys.map { Word($0) }, required: keys),
      case let parts = zip(keys, [interval, interval, .positive]).map({ key, interval in
        fields[key].flatMap { real($0, interval, Label("\(label.name).\(key)", unit: label.unit)) }
      }),
      let from = parts[0], let to = parts[1], let step = parts[2]
    else { return nil }
    guard from <= to else {
      report(.progression, node.place, "\(title) must increase, found from \(from) to \(to)")
      return nil
    }
    guard (to - from) / step <= Double(Progression.limit - 1) else {
      report(.count, node.place, "\(title) has more than \(Progression.limit) values", fix: "take a larger step")
      return nil
    }
    return Progression(from: from, to: to, step: step).values
  }
}

/// Evenly spaced numbers, free of the dust that adding a step again and again leaves.
struct Progression {
  static let limit = 100_000

  let from: Double
  let to: Double
  let step: Double

  /// from, from + step, … up to `to`, which is included if it is reached within 10⁻⁹ of a step.
  var values: [Double] {
    let last = Int(((to - from) / step + 1e-9).rounded(.down))
    var values = (0...max(0, last)).map(value)
    if abs(values[values.count - 1] - to) <= 1e-9 * step { values[values.count - 1] = to }
    return values
  }

  /// In whole numbers of the last decimal place where possible: 3·0.1 is then the double that `0.3` is read as.
  private func value(_ index: Int) -> Double {
    for scale in Self.scales {
      let (start, stride) = ((from * scale).rounded(), (step * scale).rounded())
      guard start / scale == from, stride / scale == step else { continue }
      let whole = start + Double(index) * stride
      if abs(whole) < 0x1p53 { return whole / scale }
    }
    return from + Double(index) * step
  }

  /// Powers of ten that a double holds exactly.
  private static let scales = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15]
}
