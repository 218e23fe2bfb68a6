import Compute

/// Rows read from one file or pair of files, labels still as written.
struct RawRows {
  /// [rows, features]
  let features: Matrix
  /// [rows]
  let labels: [String]
  /// The labels as numbers to be predicted, [rows]; `nil` where they name classes.
  var targets: [Double]?
  /// The file errors name.
  let path: String
  /// Columns that are neither features nor the label, each [rows].
  var attributes: [[String]] = []
}

extension LoadedData {
  /// Stacks what was read, in the order of the parts, and gives labels their classes. Throws where features differ in
  /// count or there are fewer than two classes.
  init(
    _ tables: Tables<RawRows>, corrupted: [Int]? = nil, classNames: [String]? = nil, featureNames: [String]? = nil,
    imageShape: ImageShape? = nil, attributeNames: [String] = []
  ) throws(DatasetError) {
    let parts = tables.all
    let width = parts[0].features.columns
    if let other = parts.first(where: { $0.features.columns != width }) {
      throw .mismatch(
        path: other.path, other: parts[0].path, reason: "\(other.features.columns) features against \(width)")
    }
    let labels = parts.flatMap(\.labels)
    let features = Self.stacked(parts.map(\.features))
    let targets = parts.compactMap(\.targets)
    let (examples, names) =
      targets.isEmpty
      ? try Self.classified(features, labels, path: parts[0].path)
      : (Examples(features: features, targets: targets.flatMap { $0 }, rows: Array(0..<labels.count)), ["target"])
    self.init(
      examples: examples, pools: tables.pools, corrupted: corrupted.map { Self.flags($0, count: labels.count) },
      classNames: classNames ?? names, featureNames: featureNames ?? (0..<width).map { "x\($0)" },
      imageShape: imageShape,
      attributes: attributeNames.enumerated().map { index, name in
        ExampleAttribute(name, parts.flatMap { $0.attributes[index] })
      })
  }

  /// Rows with the classes of their labels, and the classes' names.
  private static func classified(
    _ features: Matrix, _ labels: [String], path: String
  ) throws(DatasetError) -> (examples: Examples, names: [String]) {
    let classes = Classes(of: labels)
    guard classes.names.count > 1 else { throw .tooFewClasses(path: path, found: classes.names.count) }
    let examples = Examples(
      features: features, labels: classes.encode(labels), classes: classes.names.count, rows: Array(0..<labels.count))
    return (examples, classes.names)
  }

  /// The rows of matrices of equal width, one below the other, copied once.
  private static func stacked(_ matrices: [Matrix]) -> Matrix {
    if matrices.count == 1 { return matrices[0] }
    let rows = matrices.reduce(0) { $0 + $1.rows }
    var elements = [Float]()
    elements.reserveCapacity(rows * matrices[0].columns)
    for matrix in matrices { elements.append(contentsOf: matrix.elements) }
    return Matrix(rows: rows, columns: matrices[0].columns, elements)
  }

  private static func flags(_ rows: [Int], count: Int) -> [Bool] {
    var flags = [Bool](repeating: false, count: count)
    for row in rows { flags[row] = true }
    return flags
  }
}
