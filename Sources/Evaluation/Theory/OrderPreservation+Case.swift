import Compute
import Datasets
import Valuation
import Vocabulary

extension OrderPreservation {
  /// What was found on the data of a case.
  struct CaseFindings: Sendable {
    let points: Int
    let pool: Int
    let validationPoints: Int
    /// Validation points one by one, [methods].
    let regions: [RegionCounts]
    /// All validation points together, by law and method.
    let orders: [Order]
    /// With sets drawn from the valued points: the largest difference between Δ and the difference of Shapley values;
    /// `nil` where it was not looked at.
    let largestIdentityError: Double?
  }

  /// One method under one law of the random set.
  struct Order: Sendable {
    let method: Int
    let sets: String
    let size: Int?
    let counts: OrderCounts
    /// Ends of a 95 % bootstrap interval of the agreement over validation points; `nil` where none was computed.
    let interval: (low: Double, high: Double)?
  }

  static let resamples = 200
  /// The identity with subsets of the valued points looks at every pair, so it is left out for many points.
  static let selfTestLimit = 500

  func caseFindings(_ partition: Partition, _ methods: [Valued], in run: Run) throws -> CaseFindings {
    let (train, all) = (partition.train, partition.validation)
    let validation = all.subset(Array(0..<min(validationPoints, all.count)))
    let members = part(partition)
    for (examples, name) in [(train, "train"), (validation, "validation"), (members, pool.rawValue)]
    where examples.count == 0 {
      throw EvaluationError.emptyPart(check: Self.card.name, part: name)
    }
    try train.requireClasses(for: Self.card.name)
    let views = PooledNeighbours.all(train: train, pool: members, validation: validation)
    if sets == .subsetShapley { return selfTest(views, methods) }
    let size = size ?? train.count
    if sets == .poolWithoutReplacement, size > members.count {
      throw EvaluationError.setSize(size, available: members.count)
    }
    return try findings(views, methods, chosen(size, train.count), in: run)
  }

  private func part(_ partition: Partition) -> Examples {
    switch pool {
    case .test: partition.test
    case .validation: partition.validation
    case .train: partition.train
    }
  }

  private func chosen(_ size: Int, _ count: Int) -> RandomSets {
    switch sets {
    case .poolUniform, .subsetShapley: RandomSets(sizes: 0..<count, replaces: true)
    case .poolIID: RandomSets(size: size, replaces: true)
    case .poolWithoutReplacement: RandomSets(size: size, replaces: false)
    }
  }

  private func findings(
    _ views: [PooledNeighbours], _ methods: [Valued], _ chosen: RandomSets, in run: Run
  ) throws -> CaseFindings {
    let (count, pool) = (views[0].order.count, views[0].poolPayoffs.count)
    var (regions, orders) = ([RegionCounts](), [Order]())
    for (index, method) in methods.enumerated() {
      try run.checkInterruption()
      let weights = NeighbourWeights(method.semivalue, players: count, neighbours: method.neighbours)
      let values = views.map { $0.values(weights) }
      let gains = Self.gains(views, chosen, method.neighbours)
      let odds = NeighbourOdds(chosen, pool: pool, neighbours: method.neighbours)
      regions.append(
        views.reduce(into: RegionCounts()) { counts, view in
          counts += view.orders(weights, ExpectedGain(odds, payoffs: view.poolPayoffs))
        })
      orders.append(
        Order(
          method: index, sets: sets.rawValue, size: sets == .poolUniform ? nil : chosen.sizes.lowerBound,
          counts: Self.order(values, gains), interval: try Self.bootstrap(values, gains, in: run)))
      for size in Self.sizes(count) {
        let gains = Self.gains(views, RandomSets(size: size, replaces: true), method.neighbours)
        orders.append(
          Order(
            method: index, sets: Sets.poolIID.rawValue, size: size, counts: Self.order(values, gains), interval: nil))
      }
    }
    return CaseFindings(
      points: count, pool: pool, validationPoints: views.count, regions: regions, orders: orders,
      largestIdentityError: count <= Self.selfTestLimit
        ? selfTest(Array(views.prefix(10)), methods).largestIdentityError : nil)
  }

  /// A tenth, a quarter, half, once and twice the number of valued points.
  private static func sizes(_ count: Int) -> [Int] {
    Set([count / 10, count / 4, count / 2, count, 2 * count]).filter { $0 > 0 }.sorted()
  }

  private static func gains(_ views: [PooledNeighbours], _ sets: RandomSets, _ neighbours: Int) -> [[Double]] {
    let odds = NeighbourOdds(sets, pool: views[0].poolPayoffs.count, neighbours: neighbours)
    return views.map { $0.gains(ExpectedGain(odds, payoffs: $0.poolPayoffs)) }
  }

  private static func order(_ values: [[Double]], _ gains: [[Double]]) -> OrderCounts {
    OrderCounts(values: OrderOfSeveralPoints.mean(values), gains: OrderOfSeveralPoints.mean(gains))
  }

  /// Percentiles over resampled validation points; `nil` for one point or where a resample compares nothing.
  private static func bootstrap(
    _ values: [[Double]], _ gains: [[Double]], in run: Run
  ) throws -> (low: Double, high: Double)? {
    guard values.count > 1 else { return nil }
    let shares = try mapBlocks(resamples, threads: run.threads) { index -> Double? in
      try run.checkInterruption()
      let stream = run.seeds.branch("resample").branch(index)
      let chosen = values.indices.map { stream.integer($0, below: values.count) }
      return order(chosen.map { values[$0] }, chosen.map { gains[$0] }).agreement
    }
    let sorted = shares.compactMap { $0 }.sorted()
    guard sorted.count == resamples else { return nil }
    return (sorted[resamples / 40], sorted[resamples - 1 - resamples / 40])
  }
}

extension OrderPreservation {
  /// Sets drawn from the other valued points, sizes uniform: Δ is then the difference of Shapley values, pair by pair.
  func selfTest(_ views: [PooledNeighbours], _ methods: [Valued]) -> CaseFindings {
    var (regions, largest) = ([RegionCounts](), 0.0)
    for method in methods {
      let count = views[0].order.count
      let weights = NeighbourWeights(method.semivalue, players: count, neighbours: method.neighbours)
      var counts = RegionCounts()
      for view in views {
        let values = view.values(weights)
        Self.forEachPair(view, method.neighbours) { near, far, gain in
          let difference = values[view.order[near]] - values[view.order[far]]
          if case .shapley = method.semivalue { largest = max(largest, abs(difference - gain)) }
          let isTie = gain == 0
          let sign = PooledNeighbours.sign(gain)
          counts.add(
            nearer: near, farther: far, neighbours: method.neighbours, value: PooledNeighbours.sign(difference),
            gain: sign == 0 && !isTie ? nil : sign)
        }
      }
      regions.append(counts)
    }
    let hasShapley = methods.contains { $0.semivalue == .shapley }
    return CaseFindings(
      points: views[0].order.count, pool: max(0, views[0].order.count - 2), validationPoints: views.count,
      regions: regions, orders: [], largestIdentityError: hasShapley ? largest : nil)
  }

  /// Δ of every pair by rank, with the other N − 2 points as the pool. O(N²).
  static func forEachPair(
    _ view: PooledNeighbours, _ neighbours: Int, _ body: (_ near: Int, _ far: Int, _ gain: Double) -> Void
  ) {
    let payoffs = view.order.map { view.payoffs[$0] }
    guard payoffs.count > 2 else {
      // Without others the only set is empty.
      if payoffs.count == 2 { body(0, 1, (payoffs[0] - payoffs[1]) / Double(neighbours)) }
      return
    }
    let pool = payoffs.count - 2
    let odds = NeighbourOdds(RandomSets(sizes: 0..<pool + 1, replaces: false), pool: pool, neighbours: neighbours)
    for near in payoffs.indices {
      var between = 0.0
      for far in near + 1..<payoffs.count {
        // The pool lacks the nearer point, so rank l of the points is rank l − 1 of the pool between the two.
        if far > near + 1 { between += payoffs[far - 1] * odds.closing[far - 1] }
        let gain = payoffs[near] * odds.open[near] - payoffs[far] * odds.open[far - 1] - between
        body(near, far, gain / Double(neighbours))
      }
    }
  }
}
