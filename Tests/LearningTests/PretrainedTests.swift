import Compute
import Datasets
import Foundation
import Testing
import Vocabulary

@testable import Learning

/// Two stages, one of them halving and one adding its input, on images of 16 × 16.
private let tiny = MobileNetArchitecture(
  side: 16, stem: 4,
  stages: [
    .init(expansion: 1, channels: 3, blocks: 1, stride: 1), .init(expansion: 2, channels: 5, blocks: 2, stride: 2),
  ], features: 7)

/// Normal draws that keep the size of activations, as a file of an architecture's weights.
private func weights(_ architecture: MobileNetArchitecture, seed: UInt64 = 3) -> SafeTensors {
  SafeTensors(
    architecture.parameters.map { name, shape in
      let stream = SeedStream(root: seed).branch(name)
      let deviation = (2 / Double(shape.dropFirst().reduce(1, *))).squareRoot()
      let draws = (0..<shape.reduce(1, *)).map { Float(deviation * stream.normal($0)) }
      return SafeTensors.Item(name, NumericArray(shape: shape, .float32(draws)))
    })
}

/// Pictures of random bytes.
private func pictures(_ count: Int, _ shape: ImageShape, seed: UInt64 = 4) -> Examples {
  let draws = SeedStream(root: seed)
  let pixels = (0..<count * shape.count).map { Float(draws.integer($0, below: 256)) / 255 }
  return Examples(
    features: Matrix(rows: count, columns: shape.count, pixels), labels: (0..<count).map { $0 % 2 }, classes: 2,
    rows: Array(0..<count), imageShape: shape)
}

private func network(_ weights: SafeTensors, on backend: any Backend = CPUBackend()) throws -> MobileNetV2 {
  try MobileNetV2(tiny, weights, path: "weights.safetensors", on: backend)
}

/// The reason why weights are refused.
private func refusal(_ weights: SafeTensors) -> String? {
  do {
    _ = try network(weights)
    return nil
  } catch { return "\(error)" }
}

@Suite struct BilinearResizeTests {
  @Test func `a step becomes a ramp with Pillow's rounding`() {
    #expect(BilinearResize(height: 1, width: 2, side: 4).resized([0, 255])[..<4] == [0, 64, 191, 255])
    // Halving takes in the neighbours: (1, 3, 3, 1) eighths, the last mean without a pixel beyond the border.
    #expect(BilinearResize(height: 4, width: 4, side: 2).resized([UInt8](repeating: 9, count: 16)) == [9, 9, 9, 9])
    #expect(BilinearResize(height: 1, width: 4, side: 2).resized([0, 0, 70, 0])[..<2] == [10, 30])
  }

  @Test func `an image of the right size stays as it is`() {
    let plane = (0..<49).map { UInt8($0 * 37 % 256) }
    #expect(BilinearResize(height: 7, width: 7, side: 7).resized(plane) == plane)
  }

  @Test(arguments: [(32, 32, 224), (8, 8, 224), (28, 20, 64), (40, 70, 32)])
  func `every pixel is within one level of the exact mean`(_ sizes: (height: Int, width: Int, side: Int)) {
    let draws = SeedStream(root: 5)
    let plane = (0..<sizes.height * sizes.width).map { UInt8(draws.integer($0, below: 256)) }
    let found = BilinearResize(height: sizes.height, width: sizes.width, side: sizes.side).resized(plane)
    let (rows, columns) = (triangles(sizes.height, sizes.side), triangles(sizes.width, sizes.side))
    var largest = 0.0
    for row in 0..<sizes.side {
      for column in 0..<sizes.side {
        var exact = 0.0
        for (y, weight) in rows[row].enumerated() where weight > 0 {
          for (x, other) in columns[column].enumerated() {
            exact += weight * other * Double(plane[y * sizes.width + x])
          }
        }
        largest = max(largest, abs(exact - Double(found[row * sizes.side + column])))
      }
    }
    // Each of the two roundings moves a pixel by at most a half.
    #expect(largest <= 1.001)
  }

  /// The weight of every pixel of a line in every pixel of the resized line.
  private func triangles(_ length: Int, _ side: Int) -> [[Double]] {
    let scale = Double(length) / Double(side)
    return (0..<side).map { index in
      let weights = (0..<length).map { pixel in
        max(0, 1 - abs(Double(pixel) + 0.5 - (Double(index) + 0.5) * scale) / max(1, scale))
      }
      let sum = weights.reduce(0, +)
      return weights.map { $0 / sum }
    }
  }
}

@Suite struct MobileNetTests {
  @Test func `the standard architecture has the published numbers of layers and parameters`() {
    let parameters = MobileNetArchitecture.standard.parameters
    #expect(parameters.count == 104)
    #expect(parameters.reduce(0) { $0 + $1.shape.reduce(1, *) } == 2_206_816)
    #expect(parameters[0].name == "features.0.conv.weight" && parameters[0].shape == [32, 3, 3, 3])
    #expect(parameters[102].name == "features.18.conv.weight" && parameters[102].shape == [1280, 320, 1, 1])
    #expect(parameters.contains { $0.name == "features.2.depthwise.weight" && $0.shape == [96, 1, 3, 3] })
  }

  @Test func `a pass on the processor agrees with the reference`() throws {
    func features(_ backend: any Backend) throws -> [Float] {
      let pixels = (0..<2 * 16 * 16 * 3).map { Float(2 * SeedStream(root: 6).uniform($0) - 1) }
      let images = try backend.tensor([2, 16, 16, 3], pixels)
      return try backend.download(try network(weights(tiny), on: backend).features(of: images))
    }
    let (found, truth) = (try features(CPUBackend(threads: 2)), try features(ReferenceBackend()))
    #expect(found.count == 14 && truth.contains { $0 != 0 })
    // Seven layers of sums of at most 27 products.
    #expect(zip(found, truth).allSatisfy { abs($0 - $1) <= 1e-5 })
  }

  @Test func `a row's bits depend neither on the threads nor on the rows beside it`() throws {
    let shape = ImageShape(channels: 3, height: 9, width: 11)
    let (all, network) = (pictures(40, shape), try network(weights(tiny)))
    let alone = try network.features(of: all, in: Run(seeds: SeedStream(root: 1)))
    let together = try network.features(of: all, in: Run(seeds: SeedStream(root: 1), threads: 3))
    let some = try network.features(of: all.subset([39, 3]), in: Run(seeds: SeedStream(root: 1), threads: 2))
    #expect(alone == together && some == alone.rows([39, 3]))
    // Many features are 0 behind the rectifier.
    #expect(Set(alone.elements).count > 50)
  }

  @Test func `a grey image is one whose channels are equal`() throws {
    let grey = pictures(2, ImageShape(channels: 1, height: 8, width: 8))
    let coloured = (0..<2).flatMap { row in (0..<192).map { grey.features[row, $0 % 64] } }
    let colours = Examples(
      features: Matrix(rows: 2, columns: 192, coloured), labels: [0, 1], classes: 2, rows: [0, 1],
      imageShape: ImageShape(channels: 3, height: 8, width: 8))
    let (run, network) = (Run(seeds: SeedStream(root: 1)), try network(weights(tiny)))
    #expect(try network.features(of: grey, in: run) == network.features(of: colours, in: run))
  }

  @Test func `rows that are no images, and pixels outside 0 to 1, are refused`() throws {
    let (run, network) = (Run(seeds: SeedStream(root: 1)), try network(weights(tiny)))
    let rows = clouds(4, features: 4, classes: 2)
    #expect(throws: LearningError.self) { try network.features(of: rows, in: run) }
    let bright = Examples(
      features: Matrix(rows: 1, columns: 4, [0, 1, 1.5, 0]), labels: [0], classes: 2, rows: [7],
      imageShape: ImageShape(channels: 1, height: 2, width: 2))
    let error = #expect(throws: LearningError.self) { try network.features(of: bright, in: run) }
    #expect("\(String(describing: error))".contains("row 7 of the data has 1.5 as feature 2"))
  }

  @Test func `weights of another architecture are refused with the tensor and both shapes`() throws {
    let sound = weights(tiny)
    func replacing(_ name: String, _ array: NumericArray?) -> SafeTensors {
      SafeTensors(sound.items.filter { $0.name != name } + (array.map { [.init(name, $0)] } ?? []))
    }
    #expect(refusal(sound) == nil)
    let missing = refusal(replacing("features.2.expand.bias", nil)) ?? ""
    #expect(missing.contains("expected the tensor 'features.2.expand.bias' of shape [6], found none"), "\(missing)")
    let other = NumericArray(shape: [4, 3, 3, 1], .float32([Float](repeating: 1, count: 36)))
    let shape = refusal(replacing("features.0.conv.weight", other)) ?? ""
    #expect(shape.contains("of shape [4, 3, 3, 3], found shape [4, 3, 3, 1]"), "\(shape)")
    let surplus = refusal(replacing("classifier.weight", other)) ?? ""
    #expect(surplus.contains("found 'classifier.weight' of shape [4, 3, 3, 1] beside them"), "\(surplus)")
    let undefined = NumericArray(shape: [7], .float32([0, 0, .nan, 0, 0, 0, 0]))
    #expect(refusal(replacing("features.4.conv.bias", undefined))?.contains("expected finite numbers") == true)
  }
}

@Suite(.serialized) struct PretrainedTests {
  private static let data = "\(#filePath.split(separator: "/").dropLast(3).map { "/\($0)" }.joined())/../shared/data"
  private static let files = DataFiles(study: "", bundled: [], benchmarks: data)

  private static var hasData: Bool {
    ["mobilenet-v2", "cifar10", "cifar10-embeddings"].allSatisfy {
      FileManager.default.fileExists(atPath: "\(data)/\($0)")
    }
  }

  @Test(
    .enabled(if: PretrainedTests.hasData, "the weights and images are not beside this working copy"))
  func `features of CIFAR-10 by MobileNetV2 are those computed elsewhere`() throws {
    let source = CIFAR10(Arguments(["subset": .text("first_12000")]))
    let data = try source.load(from: Self.files, seeds: SeedStream(root: 0), requested: nil)
    let rows = Array(10_000..<10_064)
    let images = Examples(
      features: data.examples.features.rows(rows), labels: rows.map { data.examples.labels[$0] }, classes: 10,
      rows: rows, imageShape: data.imageShape)
    let start = ContinuousClock.now
    let found = try Pretrained(Arguments()).features(
      of: images, from: Self.files, in: Run(seeds: SeedStream(root: 0), threads: 2))
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    if ProcessInfo.processInfo.environment["SHOW_SPEED"] != nil {
      FileHandle.standardError.write(Data("\(64 / seconds) images a second\n".utf8))
    }
    let bytes = try Self.files.bytes(of: .user("\(Self.data)/cifar10-embeddings/test2000_mobilenetv2.f16.npy"))
    let truth = try NumericArray(npy: bytes).floats
    let largest = zip(found.elements, truth).reduce(Float(0)) { max($0, abs($1.0 - $1.1)) }
    // The stored features have 11 bits; the largest are 6, which makes 0.002 of rounding alone.
    #expect(largest <= 0.01, "off by \(largest)")
  }
}
