public import Compute
public import Vocabulary

/// The UCI census income data: does a person earn more than 50,000 dollars a year?
public struct Adult: DatasetSource {
  public static let card = Card(
    "adult", .source, revision: 1,
    "Census income, 32,561 training and 16,281 test rows in 2 classes; validation rows are drawn from the training "
      + "rows. Text columns become an indicator of each level, a missing value (?) being a level of its own, which "
      + "makes 108 features; numbers stay as they are, so standardise before measuring distances.",
    citation: "Becker and Kohavi, Adult, UCI Machine Learning Repository, 1996, doi:10.24432/C5XW20; licence CC BY 4.0",
    synonyms: ["census", "census_income", "uci_adult"])

  public init(_ arguments: Arguments) {}

  private static let train = DataFile.benchmark(
    set: "adult", "adult/adult.data", sha256: "5b00264637dbfec36bdeaab5676b0b309ff9eb788d63554ca0a249491c86603d")
  private static let test = DataFile.benchmark(
    set: "adult", "adult/adult.test", sha256: "a2a9044bc167a35b2361efbabec64e89d69ce82d9790d2980119aac5fd7e9c05")

  /// The files have no header; the test file begins with a line after a bar, and its labels end in full stops.
  private static let layout = CSVLayout(
    label: "income", delimiter: UInt8(ascii: ","), isOneHot: true,
    header: [
      "age", "workclass", "fnlwgt", "education", "education-num", "marital-status", "occupation", "relationship",
      "race", "sex", "capital-gain", "capital-loss", "hours-per-week", "native-country", "income",
    ],
    comment: UInt8(ascii: "|"), labelEnd: UInt8(ascii: "."))

  public var files: [DataFile] { [Self.train, Self.test] }

  public func load(from files: DataFiles, seeds: SeedStream, requested: Int?) throws(DatasetError) -> LoadedData {
    let tables = try Tables.parts(train: Self.train, validation: nil, test: Self.test).map {
      file throws(DatasetError) in
      try LabelledCSV(try files.bytes(of: file), path: try files.path(of: file), layout: Self.layout)
    }
    let encoding = try CSVEncoding(tables.all)
    let rows = try tables.map { table throws(DatasetError) in try encoding.rows(of: table) }
    return try LoadedData(rows, featureNames: encoding.names)
  }
}
