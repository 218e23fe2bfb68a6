import Compute
import Datasets
import Vocabulary

extension LoadedData {
  /// Arrays `features`, `labels` and, where rows have them, `targets`, tables of names, and `layout`: pools and image shape.
  var artifact: Artifact {
    let targets =
      examples.targets.map {
        [Artifact.Item("targets", .array(NumericArray(shape: [examples.count], .float64($0))))]
      } ?? []
    let flags = corrupted.map { [Artifact.Item("corrupted", .table(Table([.init("corrupted", .booleans($0))])))] } ?? []
    return Artifact(
      [
        .init("features", .array(examples.features.array)),
        .init("labels", .array(NumericArray(shape: [examples.count], .int64(examples.labels.map(Int64.init))))),
        .init("classes", .table(Table([.init("name", .texts(classNames))]))),
        .init("columns", .table(Table([.init("name", .texts(featureNames))]))),
        .init("layout", .table(Table([.init("number", .integers(layout))]))),
      ] + targets + flags + attributes.item)
  }

  /// Channels, height and width (0 where rows are no images), then the sizes of the parts (−1 for one whole table).
  private var layout: [Int] {
    let image = imageShape.map { [$0.channels, $0.height, $0.width] } ?? [0, 0, 0]
    switch pools {
    case .whole: return image + [-1, -1, -1]
    case .parts(let train, let validation, let test): return image + [train, validation, test]
    }
  }

  private static func targets(_ artifact: Artifact) -> [Double]? {
    guard case .float64(let targets)? = artifact.array("targets")?.elements else { return nil }
    return targets
  }

  /// Reads what ``artifact`` wrote.
  init(_ artifact: Artifact) {
    guard let features = artifact.array("features"), case .int64(let labels)? = artifact.array("labels")?.elements,
      let classes = artifact.table("classes")?.texts("name"), let columns = artifact.table("columns")?.texts("name"),
      let layout = artifact.table("layout")?.integers("number")
    else { preconditionFailure("no data set among \(artifact.items.map(\.name))") }
    self.init(
      examples: Examples(
        features: Matrix(features), labels: labels.map { Int($0) }, classes: classes.count,
        rows: Array(0..<labels.count), targets: Self.targets(artifact)),
      pools: layout[3] < 0 ? .whole : .parts(train: layout[3], validation: layout[4], test: layout[5]),
      corrupted: artifact.table("corrupted")?.booleans("corrupted"), classNames: classes, featureNames: columns,
      imageShape: layout[0] == 0 ? nil : ImageShape(channels: layout[0], height: layout[1], width: layout[2]),
      attributes: [ExampleAttribute](artifact))
  }
}

extension [ExampleAttribute] {
  /// The table `attributes`, a column each; nothing where there are none, so that other data keep their bytes.
  var item: [Artifact.Item] {
    isEmpty ? [] : [.init("attributes", .table(Table(map { .init($0.name, .texts($0.values)) })))]
  }

  /// Reads what ``item`` wrote.
  init(_ artifact: Artifact) {
    self = (artifact.table("attributes")?.columns ?? []).compactMap { column in
      guard case .texts(let values) = column.values else { return nil }
      return ExampleAttribute(column.name, values)
    }
  }

  /// The values of some rows, by position.
  func rows(_ rows: some Sequence<Int>) -> [ExampleAttribute] {
    map { attribute in ExampleAttribute(attribute.name, rows.map { attribute.values[$0] }) }
  }
}
