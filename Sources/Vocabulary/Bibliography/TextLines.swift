/// Where the lines of a text begin; they end at LF, CR LF or CR.
struct TextLines {
  private let starts: [Int]

  /// O(length).
  init(_ scalars: [Unicode.Scalar]) {
    var starts = [0]
    for (index, scalar) in scalars.enumerated() {
      let isPair = index + 1 < scalars.count && scalars[index + 1] == "\n"
      if scalar == "\n" || scalar == "\r" && !isPair { starts.append(index + 1) }
    }
    self.starts = starts
  }

  /// Line and column of an offset, from 1. O(log lines).
  func position(of offset: Int) -> (line: Int, column: Int) {
    var (low, high) = (0, starts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return (low + 1, offset - starts[low] + 1)
  }
}
