import Compute
import Datasets
import Valuation
import Vocabulary

/// Fashion-MNIST in memory: the 60,000 training images, and test images to validate on.
struct FashionData {
  let train: Examples
  let validation: Examples

  init(directory: String?) throws(DatasetError) {
    let files = DataFiles(study: "", bundled: [], benchmarks: directory)
    let seeds = SeedStream(root: 1)
    let all = try FashionMNIST(Arguments()).load(from: files, seeds: seeds, requested: nil).examples
    train = all.subset(Array(0..<60_000))
    validation = all.subset(Array(60_000..<61_000))
  }

  /// The first rows of both parts.
  func problem(train count: Int, validation points: Int) -> ValuationProblem {
    ValuationProblem(
      train: count == train.count ? train : train.subset(Array(0..<count)),
      validation: points == validation.count ? validation : validation.subset(Array(0..<points)))
  }
}
