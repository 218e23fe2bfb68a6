/// How the columns of a user's table are to be read.
struct CSVLayout {
  /// The name of the label column.
  let label: String
  let delimiter: UInt8
  /// Whether labels are numbers to be predicted; else they name classes.
  var hasTargets = false
  /// Columns that are neither features nor the label.
  var ignored: [String] = []
  /// Columns that describe a row without being features.
  var attributes: [String] = []
  /// Whether text columns become one indicator per level; else text is an error.
  var isOneHot = false
  /// Names for a file without a header line.
  var header: [String]?
  /// Lines beginning with this byte are passed over.
  var comment: UInt8?
  /// A byte to take off the end of labels.
  var labelEnd: UInt8?
}
