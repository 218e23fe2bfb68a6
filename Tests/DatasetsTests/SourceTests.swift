import Compute
import Foundation
import Testing
import Vocabulary

@testable import Datasets

private func load(_ source: any DatasetSource, requested: Int? = nil) throws -> LoadedData {
  try source.load(from: Repository.files, seeds: seeds, requested: requested)
}

@Test("the bundled digits are the 1,797 published ones")
func digits() throws {
  let data = try load(Digits(Arguments()))
  #expect(data.examples.count == 1797 && data.examples.features.columns == 64)
  #expect(data.classNames == (0..<10).map { "\($0)" })
  let counts = (0..<10).map { digit in data.examples.labels.filter { $0 == digit }.count }
  #expect(counts == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180])
  // Sixteenths of small integers add exactly in double precision.
  #expect(data.examples.features.elements.reduce(0.0) { $0 + Double($1) } * 16 == 561_718)
  #expect(Array(data.examples.features.elements[..<8]) == [0, 0, 5, 13, 9, 1, 0, 0].map { Float($0) / 16 })
  #expect(data.imageShape == ImageShape(channels: 1, height: 8, width: 8) && data.featureNames[63] == "p63")
}

@Test("the digits divide into 1000, 300 and 497 rows, stratified, all of them used")
func wholeDigits() throws {
  let data = try load(Digits(Arguments()))
  let split = Split(train: 1000, validation: 300, test: 497, isStratified: true)
  let ledger = try split.ledger(of: data, seeds: seeds)
  #expect(Set(ledger.rows).count == 1797)
}

@Test("two moons lie on their half circles, in turn, and more rows keep the first")
func twoMoons() throws {
  let clean = try load(TwoMoons(Arguments(["noise": .real(0)])), requested: 500)
  #expect(clean.examples.count == 500)
  for row in 0..<500 {
    let (x, y) = (clean.examples.features[row, 0], clean.examples.features[row, 1])
    let (centreX, centreY, side): (Float, Float, Float) = row % 2 == 0 ? (0, 0, 1) : (1, 0.5, -1)
    // Single precision coordinates of size one.
    #expect(abs(((x - centreX) * (x - centreX) + (y - centreY) * (y - centreY)).squareRoot() - 1) < 1e-6)
    #expect((y - centreY) * side >= -1e-6 && clean.examples.labels[row] == row % 2)
  }
  let more = try load(TwoMoons(Arguments(["noise": .real(0), "count": .integer(800)])), requested: 500)
  #expect(more.examples.subset(Array(0..<500)) == clean.examples)
}

@Test("noise moves moons by its standard deviation")
func noisyMoons() throws {
  let clean = try load(TwoMoons(Arguments(["noise": .real(0)])), requested: 4000).examples.features.elements
  let noisy = try load(TwoMoons(Arguments(["noise": .real(0.2)])), requested: 4000).examples.features.elements
  let moves = zip(noisy, clean).map { Double($0) - Double($1) }
  // 8,000 draws: the standard error of the variance is 0.04/√4000; five of them.
  #expect(abs(Statistics.variance(moves) - 0.04) < 0.0032)
}

@Test("blobs have the separation and spread asked for")
func blobs() throws {
  let arguments = Arguments(["classes": .integer(4), "features": .integer(3), "separation": .real(10)])
  let source = GaussianBlobs(arguments)
  let centres = source.centres(seeds.branch("centre"))
  var closest = Double.infinity
  for first in 0..<4 {
    for second in 0..<first {
      closest = min(
        closest, (0..<3).reduce(0.0) { $0 + pow(centres[first * 3 + $1] - centres[second * 3 + $1], 2) }.squareRoot())
    }
  }
  #expect(abs(closest - 10) < 1e-12)
  let data = try load(source, requested: 4000).examples
  let offsets = data.features.elements.indices.map { index in
    Double(data.features.elements[index]) - centres[data.labels[index / 3] * 3 + index % 3]
  }
  // 12,000 draws: the standard error of the variance is √(2/12000) = 0.013; four of them.
  #expect(abs(Statistics.variance(offsets) - 1) < 0.052)
}

@Test("synthetic sources draw the same numbers on every machine")
func syntheticGoldens() throws {
  let moons = try load(TwoMoons(Arguments()), requested: 4).examples.features.elements
  let blobs = try load(GaussianBlobs(Arguments()), requested: 3).examples.features.elements
  let golden: [Float] = [
    1.013355, 0.592490, 1.585239, -0.635739, -0.629196, 0.529712, 1.216799, -0.262674, 9.103269, -2.978123, 5.065716,
    -4.017915, -6.049497, -2.494394,
  ]
  // From an independent Python implementation. The mathematics library's last bit may differ between machines; raise the revision when this changes.
  #expect(zip(moons + blobs, golden).allSatisfy { abs($0 - $1) < 1e-5 } && golden.count == 14)
}

@Test("a synthetic source without a count or a split says what is missing")
func countless() {
  for source in [TwoMoons(Arguments()) as any DatasetSource, GaussianBlobs(Arguments())] {
    #expect(failure { _ = try load(source) } == .noSplit(source: type(of: source).card.name))
  }
}

@Test("a benchmark set that is not there is named with path and checksum, and counts as not available")
func missingBenchmark() throws {
  let files = DataFiles(study: "", bundled: [], benchmarks: "/nowhere")
  let error = failure { _ = try MNIST(Arguments()).load(from: files, seeds: seeds, requested: nil) }
  #expect(
    error?.description
      == "the data set 'mnist' is not available: expected the file /nowhere/mnist/train-images-idx3-ubyte.gz with "
      + "SHA-256 440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609; put it there, or name its directory "
      + "with --data-dir or WORKBENCH_DATA")
  #expect(error?.family == .notAvailable)
  let unnamed = DataFiles(study: "", bundled: [], benchmarks: nil)
  let other = failure { _ = try Adult(Arguments()).fingerprint(files: unnamed) }
  #expect(other?.description.contains("the file $WORKBENCH_DATA/adult/adult.data with") == true)
}

@Test("a benchmark file with other contents is refused with both checksums")
func wrongBenchmark() throws {
  let folder = try TemporaryFolder()
  try FileManager.default.createDirectory(atPath: "\(folder.path)/adult", withIntermediateDirectories: false)
  try folder.write("adult/adult.data", bytes("abc"))
  let files = DataFiles(study: "", bundled: [], benchmarks: folder.path)
  let error = failure { _ = try Adult(Arguments()).load(from: files, seeds: seeds, requested: nil) }
  #expect(
    error
      == .checksum(
        path: "\(folder.path)/adult/adult.data",
        expected: "5b00264637dbfec36bdeaab5676b0b309ff9eb788d63554ca0a249491c86603d",
        found: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"))
}

@Test("a user's file that is not there, or is a folder, is named as it was looked for")
func missingUserFile() throws {
  let folder = try TemporaryFolder()
  let files = folder.files
  let missing = failure { _ = try files.bytes(of: .user("a.csv")) }
  #expect(missing?.description.hasPrefix("\(folder.path)/a.csv does not exist") == true)
  #expect(missing?.family == .fileMissing)
  #expect(failure { _ = try files.bytes(of: .user(folder.path)) }?.family == .input)
}

@Test("bundled sets are looked for in the usual places in their order")
func places() throws {
  let files = DataFiles(
    study: "s", currentFolder: "/c", executable: "/r/.build/x/debug/workbench",
    environment: ["WORKBENCH_BUNDLED": "/b", "WORKBENCH_DATA": "/d"], dataDirectory: nil)
  #expect(
    files.bundled == [
      "/b", "s/data", "/c/studies/data", "/r/.build/x/debug/../../../studies/data",
      "/r/.build/x/debug/../share/workbench/data",
    ])
  #expect(files.benchmarks == "/d")
  let error = failure { _ = try Digits(Arguments()).fingerprint(files: files) }
  #expect(error?.description.hasPrefix("digits.csv.gz was found in none of /b, s/data, /c/studies/data") == true)
}

@Test("a path that the checker has resolved is not resolved again")
func resolvedOnce() throws {
  let folder = try TemporaryFolder(["t.csv": bytes("a,label\n1,0\n2,1\n")])
  let files = DataFiles(
    study: "studies", currentFolder: ".", executable: "workbench", environment: [:], dataDirectory: nil)
  #expect(files.resolved("studies/t.csv") == "studies/t.csv")
  #expect(try files.path(of: .user("\(folder.path)/t.csv")) == "\(folder.path)/t.csv")
}

@Test("a fingerprint follows the contents of files and not their names")
func fingerprints() throws {
  let folder = try TemporaryFolder(["a": bytes("1"), "b": bytes("1"), "c": bytes("2")])
  func key(_ path: String) throws -> ContentKey {
    try CSVSource(Arguments(["path": .text(path)])).fingerprint(files: folder.files)
  }
  #expect(try key("a") == key("b"))
  #expect(try key("a") != key("c"))
  #expect(try TwoMoons(Arguments()).fingerprint(files: folder.files) == ContentKey(of: ""))
}

@Test("the lists name every component of their folders once")
func registries() throws {
  let sources = Set(datasetSources.map { "\($0).swift" })
  let folder = "\(Repository.root)/Sources/Datasets"
  let files = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/Sources")
  #expect(sources == Set(files).subtracting(["DatasetSources.swift"]))
  let corruptionFiles = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/Corruptions")
  #expect(
    Set(corruptions.map { "\($0).swift" })
      == Set(corruptionFiles).subtracting(["Corruptions.swift", "Corruption.swift"])
  )
  let cards = datasetSources.map { $0.card } + corruptions.map { $0.card }
  let words = cards.flatMap { [$0.name] + $0.synonyms }
  #expect(Set(words).count == words.count)
  for card in cards { #expect(!card.citation.isEmpty && card.summary.hasSuffix(".")) }
}
