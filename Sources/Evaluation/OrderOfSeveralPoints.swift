import Compute
import Datasets
import Valuation

/// Order preservation averaged over several validation points, where single points may disagree.
///
/// Data are two normal classes in the plane, centres one and a half standard deviations apart; valued points, pool and validation
/// points come from the same source.
struct OrderOfSeveralPoints: Sendable {
  static let points = 60
  static let neighbours = 5
  static let validationPoints = 20
  static let pool = 200
  static let replicates = 30
  static let sizes = [5, 10, 20, 40, 60, 120, 300]

  /// One law of the random set: a fixed size, or uniform over 0 to N − 1.
  struct Law: Sendable, Hashable {
    let size: Int?
    var name: String { size.map { "\($0)" } ?? "uniform" }
    var sets: RandomSets {
      size.map { RandomSets(size: $0, replaces: true) }
        ?? RandomSets(sizes: 0..<OrderOfSeveralPoints.points, replaces: true)
    }
  }

  static let laws = sizes.map { Law(size: $0) } + [Law(size: nil)]

  /// Counts of each replicate, [laws, methods, replicates].
  let counts: [[[OrderCounts]]]
  private let semivalues: [Semivalue]
  /// The data of replicate 0, for sampling.
  private let views: [PooledNeighbours]

  /// O(replicates · (validation points · (N + P) + N² · laws · methods)).
  init(_ semivalues: [Semivalue], in run: Run) throws {
    let odds = Self.laws.map { NeighbourOdds($0.sets, pool: Self.pool, neighbours: Self.neighbours) }
    let weights = semivalues.map { NeighbourWeights($0, players: Self.points, neighbours: Self.neighbours) }
    let replicates = try mapBlocks(Self.replicates, threads: run.threads) { index in
      try run.checkInterruption()
      return Self.counts(Self.views(run.seeds.branch(index)), odds, weights)
    }
    counts = odds.indices.map { law in weights.indices.map { method in replicates.map { $0[law][method] } } }
    self.semivalues = semivalues
    views = Self.views(run.seeds.branch(0))
  }

  /// [laws, methods]
  private static func counts(
    _ views: [PooledNeighbours], _ odds: [NeighbourOdds], _ weights: [NeighbourWeights]
  ) -> [[OrderCounts]] {
    let values = weights.map { weights in mean(views.map { $0.values(weights) }) }
    return odds.map { odds in
      let gains = mean(views.map { $0.gains(ExpectedGain(odds, payoffs: $0.poolPayoffs)) })
      return values.map { OrderCounts(values: $0, gains: gains) }
    }
  }

  /// The mean over data sets of a measure of one method under one law, by their positions; data sets where it has no
  /// meaning, because nothing is compared, are left out and not counted.
  func estimate(law: Int, method: Int, _ measure: (OrderCounts) -> Double?) -> Estimate? {
    Estimate(of: counts[law][method].compactMap(measure))
  }

  /// The mean of rows of equal length.
  static func mean(_ rows: [[Double]]) -> [Double] {
    guard let first = rows.first else { return [] }
    let sums = rows.dropFirst().reduce(into: first) { sums, row in
      for index in sums.indices { sums[index] += row[index] }
    }
    return sums.map { $0 / Double(rows.count) }
  }

  private static func views(_ stream: SeedStream) -> [PooledNeighbours] {
    PooledNeighbours.all(
      train: examples(points, stream.branch("points")), pool: examples(pool, stream.branch("pool")),
      validation: examples(validationPoints, stream.branch("validation")))
  }

  private static func examples(_ count: Int, _ stream: SeedStream) -> Examples {
    let labels = (0..<count).map { stream.branch("labels").integer($0, below: 2) }
    let places = labels.indices.flatMap { index in
      [Float(stream.normal(2 * index)) + (labels[index] == 0 ? -0.75 : 0.75), Float(stream.normal(2 * index + 1))]
    }
    return Examples(
      features: Matrix(rows: count, columns: 2, places), labels: labels, classes: 2, rows: Array(0..<count))
  }
}

extension OrderCounts {
  /// All pairs of points by their values and gains; a gain below the tolerance leaves a pair undecided. O(N²).
  init(values: [Double], gains: [Double]) {
    self.init()
    for first in values.indices {
      for second in first + 1..<values.count {
        let gain = PooledNeighbours.sign(gains[first] - gains[second])
        let isSame = gains[first] == gains[second]
        add(value: PooledNeighbours.sign(values[first] - values[second]), gain: gain == 0 && !isSame ? nil : gain)
      }
    }
  }
}

extension OrderOfSeveralPoints {
  /// The Monte-Carlo version on replicate 0: the same sets for all points.
  struct Sampled: Sendable, Hashable {
    let draws: Int
    /// Points, and how many of them have their exact gain within three standard errors of the mean.
    let points: Int
    let covered: Int
    let largestDeviation: Double
    let pairs: Int
    /// Pairs whose mean differs from 0 by more than three standard errors, and how many of them agree with ψ.
    let decided: Int
    let agreeing: Int
  }

  func sampled(draws: Int, in run: Run) throws -> Sampled {
    let law = Law(size: nil)
    let odds = NeighbourOdds(law.sets, pool: Self.pool, neighbours: Self.neighbours)
    let exact = Self.mean(views.map { $0.gains(ExpectedGain(odds, payoffs: $0.poolPayoffs)) })
    let samples = try mapBlocks(draws, threads: run.threads) { index in
      try run.checkInterruption()
      let set = law.sets.draw(index, from: Self.pool, run.seeds)
      return Self.mean(views.map { $0.gains(of: set, neighbours: Self.neighbours) })
    }
    return Self.comparison(samples, exact)
  }

  static func comparison(_ samples: [[Double]], _ exact: [Double]) -> Sampled {
    let columns = exact.indices.map { point in samples.map { $0[point] } }
    let deviations = exact.indices.map { deviation(columns[$0], from: exact[$0]) }
    var (pairs, decided, agreeing) = (0, 0, 0)
    for first in exact.indices {
      for second in first + 1..<exact.count {
        pairs += 1
        let differences = zip(columns[first], columns[second]).map { $0 - $1 }
        let score = deviation(differences, from: 0)
        guard score > 3 else { continue }
        decided += 1
        let sign = PooledNeighbours.sign(exact[first] - exact[second])
        if PooledNeighbours.sign(Statistics.mean(differences)) == sign { agreeing += 1 }
      }
    }
    return Sampled(
      draws: samples.count, points: exact.count, covered: deviations.count { $0 <= 3 },
      largestDeviation: deviations.max() ?? 0, pairs: pairs, decided: decided, agreeing: agreeing)
  }

  /// How many standard errors the mean of a sample lies from a number; 0 where both are the same.
  private static func deviation(_ sample: [Double], from number: Double) -> Double {
    let distance = abs(Statistics.mean(sample) - number)
    // Below this, a mean of multiples of 1 / (K M) differs from another by rounding.
    guard distance > PooledNeighbours.tolerance else { return 0 }
    return distance / (Statistics.variance(sample) / Double(sample.count)).squareRoot()
  }
}
