import Compute
import Vocabulary

/// How the columns of one or more files with the same features become numbers.
///
/// A numeric column is one feature. A text column becomes an indicator for each level found in any of the files, levels
/// in the order of their code units; `?` and the like are levels of their own, so nothing is imputed.
struct CSVEncoding {
  private enum Column {
    case number
    case levels([String: Int])

    var width: Int { if case .levels(let levels) = self { levels.count } else { 1 } }
  }

  /// [features]
  let names: [String]
  private let columns: [Column]
  private let first: LabelledCSV

  init(_ files: [LabelledCSV]) throws(DatasetError) {
    first = files[0]
    let columnNames = first.features.map { files[0].names[$0] }
    guard first.layout.isOneHot else {
      (names, columns) = (columnNames, columnNames.map { _ in .number })
      return
    }
    let isText = try Self.textColumns(files)
    let levels = try Self.levels(files, of: isText)
    columns = zip(isText, levels).map { isText, levels in
      isText ? .levels(Dictionary(uniqueKeysWithValues: zip(levels, levels.indices))) : .number
    }
    names = columnNames.indices.flatMap { column in
      isText[column] ? levels[column].map { "\(columnNames[column])=\($0)" } : [columnNames[column]]
    }
  }

  /// The rows of one of the files.
  func rows(of file: LabelledCSV) throws(DatasetError) -> RawRows {
    let positions = try file.aligned(with: first)
    var (elements, labels, targets) = ([Float](), [String](), [Double]())
    var attributes = file.attributes.map { _ in [String]() }
    try file.forEachRecord { record throws(DatasetError) in
      for (column, position) in zip(columns, positions) {
        switch column {
        case .number: elements.append(try file.number(of: record, position))
        case .levels(let levels):
          let start = elements.count
          elements.append(contentsOf: repeatElement(0, count: levels.count))
          if let level = levels[try file.text(of: record, position)] { elements[start + level] = 1 }
        }
      }
      labels.append(try file.label(of: record))
      if file.layout.hasTargets { targets.append(try file.target(of: record)) }
      for (index, position) in file.attributes.enumerated() {
        attributes[index].append(try file.text(of: record, position))
      }
    }
    let width = columns.reduce(0) { $0 + $1.width }
    return RawRows(
      features: Matrix(rows: labels.count, columns: width, elements), labels: labels,
      targets: file.layout.hasTargets ? targets : nil, path: file.path, attributes: attributes)
  }

  /// Whether a feature column holds text in any file.
  private static func textColumns(_ files: [LabelledCSV]) throws(DatasetError) -> [Bool] {
    var isText = [Bool](repeating: false, count: files[0].features.count)
    for file in files {
      let positions = try file.aligned(with: files[0])
      try file.forEachRecord { record throws(DatasetError) in
        for (column, position) in positions.enumerated() where !isText[column] {
          if DecimalNumber.parse(record.fields[position].bytes) != nil { continue }
          isText[column] = !isUndefined(try file.text(of: record, position))
        }
      }
    }
    return isText
  }

  /// A failed number in a numeric column is an error to report, not a level.
  private static func isUndefined(_ text: String) -> Bool {
    ["nan", "inf", "+inf", "-inf", "infinity", "-infinity"].contains(text.lowercased())
  }

  /// The distinct texts of each text column, sorted.
  private static func levels(_ files: [LabelledCSV], of isText: [Bool]) throws(DatasetError) -> [[String]] {
    var found = [Set<String>](repeating: [], count: isText.count)
    for file in files {
      let positions = try file.aligned(with: files[0])
      try file.forEachRecord { record throws(DatasetError) in
        for (column, position) in positions.enumerated() where isText[column] {
          found[column].insert(try file.text(of: record, position))
        }
      }
    }
    return found.map { $0.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } }
  }
}
