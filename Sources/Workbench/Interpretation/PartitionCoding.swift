import Compute
import Datasets
import Vocabulary

/// How a partition travels between steps: features of one step, rows and labels of another.
enum PartitionCoding {
  /// Arrays `train`, `validation` and `test`, [rows, features], and `classes`, [1]; `image`, [3], its channels,
  /// height and width, where a row is a picture; the attributes of training rows.
  static func artifact(_ partition: Partition, attributes: [ExampleAttribute]) -> Artifact {
    Artifact(
      [
        .init("train", .array(partition.train.features.array)),
        .init("validation", .array(partition.validation.features.array)),
        .init("test", .array(partition.test.features.array)),
        .init("classes", .array(NumericArray(shape: [1], .int32([Int32(partition.train.classes)])))),
      ] + image(partition.train.imageShape) + attributes.item)
  }

  /// Puts the features of a case and the ledger of its data together again.
  static func partition(features: Artifact, ledger: Ledger) -> Partition {
    let (classes, imageShape) = (classes(features), imageShape(features))
    func examples(_ part: Part) -> Examples {
      let entries = ledger.entries(of: part)
      guard let array = features.array(part.rawValue) else { preconditionFailure("no features of \(part)") }
      return Examples(
        features: Matrix(array), labels: Array(ledger.labels[entries]), classes: classes,
        rows: Array(ledger.rows[entries]), targets: ledger.targets.map { Array($0[entries]) },
        imageShape: imageShape)
    }
    return Partition(
      train: examples(.train), validation: examples(.validation), test: examples(.test),
      corrupted: ledger.corrupted.map { Array($0[ledger.entries(of: .train)]) },
      noisy: ledger.noisy.map { Array($0[ledger.entries(of: .train)]) })
  }

  private static func image(_ shape: ImageShape?) -> [Artifact.Item] {
    guard let shape else { return [] }
    let sides = [shape.channels, shape.height, shape.width].map { Int32($0) }
    return [.init("image", .array(NumericArray(shape: [3], .int32(sides))))]
  }

  private static func imageShape(_ artifact: Artifact) -> ImageShape? {
    guard case .int32(let sides)? = artifact.array("image")?.elements else { return nil }
    return ImageShape(channels: Int(sides[0]), height: Int(sides[1]), width: Int(sides[2]))
  }

  private static func classes(_ artifact: Artifact) -> Int {
    guard case .int32(let numbers)? = artifact.array("classes")?.elements, let count = numbers.first else {
      preconditionFailure("no count of classes among \(artifact.items.map(\.name))")
    }
    return Int(count)
  }
}

extension Ledger {
  /// Under the names `ledger` and, where noise is added, `noises`.
  var artifact: Artifact {
    Artifact([.init("ledger", .table(table))] + (noiseTable.map { [.init("noises", .table($0))] } ?? []))
  }

  init(_ artifact: Artifact) {
    guard let table = artifact.table("ledger") else {
      preconditionFailure("no ledger among \(artifact.items.map(\.name))")
    }
    self.init(table, noises: artifact.table("noises"))
  }
}
