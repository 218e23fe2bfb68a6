import Compute
import Datasets
import Synchronization
import Vocabulary

extension TrainedNetwork {
  /// The inputs of the last layer, [rows, d]. One forward pass per row.
  func features(of rows: Matrix, in run: Run) throws -> Matrix {
    let features = try network.withLock { owned in
      var features: [Float] = []
      try InferencePasses.forEach(of: rows.rows, on: backend) { positions in
        try run.checkInterruption()
        let some = rows.rows(Array(positions))
        let batch = try backend.tensor(input.shape(rows: some.rows), input.elements(of: some))
        features += try backend.download(owned.network.forward(batch, Pass(backend, .inference)).features)
        run.progress(positions.upperBound, of: rows.rows)
      }
      return features
    }
    return Matrix(rows: rows.rows, columns: width, features)
  }

  /// How many features the last layer sees.
  private var width: Int { network.withLock { $0.network.head.weight.value.shape[1] } }

  /// Arrays by parameter name, beside `input` (features, or channels, height and width) and `classes`.
  func artifact() throws -> Artifact {
    let parameters = try network.withLock { owned in
      try owned.network.parameters.map { parameter in
        Artifact.Item(
          parameter.name,
          .array(NumericArray(shape: parameter.value.shape, .float32(try backend.download(parameter.value)))))
      }
    }
    let sizes = input.sizes.map { Int32($0) }
    return Artifact(
      [
        .init("input", .array(NumericArray(shape: [sizes.count], .int32(sizes)))),
        .init("classes", .array(NumericArray(shape: [1], .int32([Int32(classes)])))),
      ] + parameters)
  }

  /// The network that ``artifact()`` tells of, trained by the same learner; other arrays are our mistake.
  convenience init(_ artifact: Artifact, by learner: any NetworkLearner, on backend: any Backend) throws(DeviceError) {
    guard case .int32(let sizes)? = artifact.array("input")?.elements,
      case .int32(let classes)? = artifact.array("classes")?.elements,
      let input = NetworkInput(sizes: sizes.map(Int.init))
    else { preconditionFailure("no network among \(artifact.items.map(\.name))") }
    let network = try learner.network(
      for: input, classes: Int(classes[0]), Initialisation(on: backend, seeds: SeedStream(root: 0)))
    for parameter in network.parameters {
      guard let array = artifact.array(parameter.name), case .float32(let values) = array.elements else {
        preconditionFailure("no parameter '\(parameter.name)' among \(artifact.items.map(\.name))")
      }
      try backend.upload(values, into: parameter.value)
    }
    self.init(network, input, classes: Int(classes[0]), on: backend)
  }
}

extension NetworkInput {
  /// The number of features, or channels, height and width.
  fileprivate var sizes: [Int] {
    switch self {
    case .rows(let features): [features]
    case .images(let image): [image.channels, image.height, image.width]
    }
  }

  /// Reads ``sizes``.
  fileprivate init?(sizes: [Int]) {
    switch sizes.count {
    case 1: self = .rows(features: sizes[0])
    case 3: self = .images(ImageShape(channels: sizes[0], height: sizes[1], width: sizes[2]))
    default: return nil
    }
  }
}
