import Compute
import Testing
import Vocabulary

@testable import Datasets

private func load(_ source: any DatasetSource) throws -> LoadedData {
  try source.load(from: Repository.files, seeds: seeds, requested: nil)
}

private func labelCounts(_ data: LoadedData, _ rows: Range<Int>) -> [Int] {
  var counts = [Int](repeating: 0, count: data.examples.classes)
  for row in rows { counts[data.examples.labels[row]] += 1 }
  return counts
}

@Suite("benchmark sets", .serialized)
struct BenchmarkTests {
  @Test(
    "MNIST has its published counts, and its first image shows a five",
    .enabled(if: Repository.has("mnist"), "the MNIST files are not beside this working copy"))
  func mnist() throws {
    let data = try load(MNIST(Arguments()))
    #expect(data.pools == .parts(train: 60_000, validation: 0, test: 10_000))
    #expect(data.imageShape == ImageShape(channels: 1, height: 28, width: 28))
    #expect(
      labelCounts(data, 0..<60_000) == [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949])
    #expect(labelCounts(data, 60_000..<70_000) == [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009])
    #expect(data.examples.labels[0] == 5)
    // The training pixels' mean is published as 0.1307.
    let mean = data.examples.features.elements[..<(60_000 * 784)].reduce(0.0) { $0 + Double($1) } / (60_000 * 784)
    #expect(abs(mean - 0.1307) < 5e-5)
  }

  @Test(
    "Fashion-MNIST has 6,000 training and 1,000 test images of each class and loads in seconds",
    .enabled(if: Repository.has("fashion-mnist"), "the Fashion-MNIST files are not beside this working copy"))
  func fashion() throws {
    let start = ContinuousClock.now
    let data = try load(FashionMNIST(Arguments()))
    // Half a second alone; this only catches a reader that became slower by a factor.
    #expect(ContinuousClock.now - start < .seconds(10))
    #expect(labelCounts(data, 0..<60_000) == [Int](repeating: 6000, count: 10))
    #expect(labelCounts(data, 60_000..<70_000) == [Int](repeating: 1000, count: 10))
    #expect(data.classNames[9] == "Ankle boot" && data.examples.labels[0] == 9)
  }

  @Test(
    "Adult has 108 features of which 102 are levels, and its published shares of high incomes",
    .enabled(if: Repository.has("adult"), "the Adult files are not beside this working copy"))
  func adult() throws {
    let data = try load(Adult(Arguments()))
    #expect(data.pools == .parts(train: 32_561, validation: 0, test: 16_281))
    #expect(data.classNames == ["<=50K", ">50K"])
    #expect(labelCounts(data, 0..<32_561) == [24_720, 7841])
    #expect(labelCounts(data, 32_561..<48_842) == [12_435, 3846])
    #expect(data.featureNames.count == 108 && data.featureNames.filter { $0.contains("=") }.count == 102)
    #expect(data.featureNames.contains("workclass=?") && !data.featureNames.contains("race=?"))
    // Each row has one level of each of the eight text columns.
    let levels = data.featureNames.indices.filter { data.featureNames[$0].contains("=") }
    #expect((0..<48_842).allSatisfy { row in levels.reduce(0) { $0 + data.examples.features[row, $1] } == 8 })
    #expect(data.examples.features[0, 0] == 39)
  }

  @Test(
    "the beginning of CIFAR-10 has the labels of its first batch, and its mean colour",
    .enabled(
      if: Repository.has("cifar10/train_first10000.bin.gz"), "the CIFAR-10 files are not beside this working copy"))
  func cifar10() throws {
    let data = try load(CIFAR10(Arguments(["subset": .text("first_12000")])))
    #expect(data.pools == .parts(train: 10_000, validation: 0, test: 2000))
    #expect(labelCounts(data, 0..<10_000) == [1005, 974, 1032, 1016, 999, 937, 1030, 1001, 1025, 981])
    #expect(data.classNames[data.examples.labels[0]] == "frog" && data.classNames[data.examples.labels[1]] == "truck")
    // The means of red, green and blue over all training images are published as 0.4914, 0.4822 and 0.4465; the first
    // fifth of them is off by a few thousandths.
    for (channel, mean) in [0.4914, 0.4822, 0.4465].enumerated() {
      let sum = (0..<10_000).reduce(0.0) { sum, row in
        let first = row * 3072 + channel * 1024
        return sum + data.examples.features.elements[first..<first + 1024].reduce(0.0) { $0 + Double($1) }
      }
      #expect(abs(sum / (10_000 * 1024) - mean) < 0.01)
    }
  }
}
