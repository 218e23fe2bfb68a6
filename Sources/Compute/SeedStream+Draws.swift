extension SeedStream {
  /// The `index`-th standard normal draw, by inversion: one uniform makes one normal, so draws stay independent of
  /// each other's order.
  public func normal(_ index: Int) -> Double {
    // Centres of 2⁵² equal cells: neither 0 nor 1 can occur.
    NormalDistribution.quantile((Double(bits(index) >> 12) + 0.5) * 0x1p-52)
  }

  /// `count` different numbers of 0..<total in the order drawn, every ordered choice equally probable. O(total).
  ///
  /// A choice of fewer is a prefix of a choice of more.
  public func choose(_ count: Int, from total: Int) -> [Int] {
    precondition(0...total ~= count, "\(count) of \(total)")
    var pool = Array(0..<total)
    for index in 0..<count { pool.swapAt(index, index + integer(index, below: total - index)) }
    return Array(pool[..<count])
  }
}
