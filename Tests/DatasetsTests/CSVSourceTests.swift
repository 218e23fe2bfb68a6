import Compute
import Glibc
import Testing
import Vocabulary

@testable import Datasets

private func load(_ folder: TemporaryFolder, _ values: [String: Value]) throws -> LoadedData {
  try CSVSource(Arguments(values)).load(from: folder.files, seeds: seeds, requested: nil)
}

private func load(_ text: String, _ values: [String: Value] = [:], name: String = "t.csv") throws -> LoadedData {
  let folder = try TemporaryFolder([name: bytes(text)])
  return try load(folder, values.merging(["path": .text(name)]) { $1 })
}

@Test("a quoted table with text labels and an ignored, unnamed column is read")
func table() throws {
  let data = try load(
    #"""
    ,"height, cm",kind,weight
    0,1.5,"cat ""a""",-2e1
    1, 2 ,dog,+.25

    2,3.,dog,1234567890123456789

    """#, ["label": .text("kind"), "ignore": .list([.text("column_1")])])
  #expect(data.featureNames == ["height, cm", "weight"])
  #expect(data.classNames == ["cat \"a\"", "dog"] && data.examples.labels == [0, 1, 1])
  #expect(data.examples.features.elements == [1.5, -20, 2, 0.25, 3, 1.2345679e18])
  #expect(data.examples.rows == [0, 1, 2] && data.corrupted == nil && data.imageShape == nil)
}

@Test("tabs are recognised by the file's name, and any delimiter can be named")
func delimiters() throws {
  let tabs = try load("a\tlabel\n1\t0\n2\t1\n", name: "t.tsv")
  let semicolons = try load("a;label\n1;0\n2;1\n", ["delimiter": .text("semicolon")])
  #expect(tabs == semicolons)
}

@Test("whole numbers as labels are ordered by value, other texts by code units")
func labelOrder() throws {
  #expect(try load("a,label\n1,10\n1,9\n1,-1\n").classNames == ["-1", "9", "10"])
  #expect(try load("a,label\n1,b\n1,10\n1,9\n1,B\n").classNames == ["10", "9", "B", "b"])
}

@Test("text columns become an indicator of each level where the study asks for it")
func oneHot() throws {
  let data = try load(
    "age,work,label\n30,?,0\n40,gov,1\n50,priv,0\n", ["categorical": .text("one_hot")])
  #expect(data.featureNames == ["age", "work=?", "work=gov", "work=priv"])
  #expect(data.examples.features.elements == [30, 1, 0, 0, 40, 0, 1, 0, 50, 0, 0, 1])
}

@Test("what is wrong with a table is said with line, column and name")
func tableErrors() throws {
  let expected: [(text: String, values: [String: Value], message: String)] = [
    ("", [:], ":1: expected a header naming the columns, found nothing"),
    ("1,2\n3,4\n", [:], ":1: expected a header naming the columns, found only numbers"),
    ("a,b\n1,0\n", [:], ":1: no label column 'label'; there are a, b; name it with label:"),
    ("a,a,label\n", [:], ":1: two columns are named 'a'"),
    ("label\n1\n", [:], ":1: no feature column beside the label"),
    ("a,label\n1,0\n", ["ignore": .list([.text("z")])], ":1: no column 'z' to ignore; there are a, label"),
    ("a,label\n1,0\n2\n", [:], ":3: expected 2 fields, found 1"),
    ("a,label\n1,0\n\"x\n\ny\",1,2\n", [:], ":3: expected 2 fields, found 3"),
    ("a,label\n1,0\n,1\n", [:], ":3:1 (column 'a'): the field is empty; fill in or leave out rows with missing values"),
    ("a,label\n1,0\n2, \n", [:], ":3:3 (column 'label'): expected a label, found an empty field"),
    (
      "a,b,label\n1,0,0\n2,x,1\n", [:],
      ":3:3 (column 'b'): expected a finite number, found 'x'; write categorical: one_hot to read text columns, "
        + "or list the column in ignore"
    ),
    (
      "a,label\n1,0\nNaN,1\n", ["categorical": .text("one_hot")],
      ":3:1 (column 'a'): expected a finite number, found 'NaN'"
    ),
    ("a,label\n1,0\n2,0\n", [:], ": expected labels of at least 2 classes, found 1"),
    ("a,label\n", [:], ": expected labels of at least 2 classes, found 0"),
    ("a,label\n\"1,0\n", [:], ": line 2, column 1: the quote opened here is never closed"),
  ]
  for (text, values, message) in expected {
    let folder = try TemporaryFolder(["t.csv": bytes(text)])
    let error = failure { _ = try load(folder, values.merging(["path": .text("t.csv")]) { $1 }) }
    #expect(error?.description == "\(folder.path)/t.csv" + message)
    #expect(error?.family == .invalid)
  }
  for number in ["inf", "1e39", "0x10", "1e999", "--1", "1.2.3", ".", "-"] {
    guard
      case .malformed(_, .cell(line: 2, column: 1, name: "a"), _)? = failure({
        _ = try load("a,label\n\(number),0\n1,1\n")
      })
    else {
      Issue.record("\(number) was read as a number")
      continue
    }
  }
}

@Test("explicit tables align their columns by name and become pools")
func explicitTables() throws {
  let folder = try TemporaryFolder([
    "train.csv": bytes("a,b,label\n1,2,x\n3,4,y\n5,6,x\n"), "test.csv": bytes("label,b,a\nz,8,7\n"),
    "other.csv": bytes("a,c,label\n1,2,x\n"), "rows.txt": bytes("2\r\n\n 0 \n"),
  ])
  let paths: [String: Value] = ["train": .text("train.csv"), "test": .text("test.csv")]
  let data = try load(folder, paths.merging(["corrupted_rows": .text("rows.txt")]) { $1 })
  #expect(data.pools == .parts(train: 3, validation: 0, test: 1))
  #expect(data.examples.features.elements == [1, 2, 3, 4, 5, 6, 7, 8])
  #expect(data.classNames == ["x", "y", "z"] && data.examples.labels == [0, 1, 0, 2])
  #expect(data.corrupted == [true, false, true, false])
  let error = failure { _ = try load(folder, paths.merging(["validation": .text("other.csv")]) { $1 }) }
  #expect(
    error?.description == "\(folder.path)/other.csv does not fit \(folder.path)/train.csv: "
      + "it lacks the columns b and has the further columns c")
}

@Test("corrupted rows that do not exist are refused")
func corruptedRowsOutside() throws {
  let folder = try TemporaryFolder([
    "t.csv": bytes("a,label\n1,0\n2,1\n"), "rows": bytes("1\n2\n"), "words": bytes("a"),
  ])
  func message(_ rows: Value) -> String? {
    failure { _ = try load(folder, ["path": .text("t.csv"), "corrupted_rows": rows]) }?.description
  }
  #expect(message(.list([.integer(2)])) == "source corrupted_rows: row 2 does not exist; the 2 rows count from 0")
  #expect(message(.text("rows")) == "\(folder.path)/rows:2: expected a row number from 0 to 1, found '2'")
  #expect(message(.text("words")) == "\(folder.path)/words:1: expected a row number from 0 to 1, found 'a'")
}

@Test("decimal numbers are read as the standard library reads them")
func decimals() {
  let stream = SeedStream(root: 4)
  for index in 0..<2000 {
    let digits = stream.integer(3 * index, below: 1_000_000_000_000_000)
    let point = stream.integer(3 * index + 1, below: 16)
    var text = String(digits)
    text = String(repeating: "0", count: max(0, point + 1 - text.count)) + text
    text.insert(".", at: text.index(text.endIndex, offsetBy: -point))
    if index % 3 == 0 { text = "-" + text }
    if index % 7 == 0 { text += "e\(stream.integer(3 * index + 2, below: 40) - 20)" }
    #expect(DecimalNumber.parse(bytes(text)[...]) == Double(text), "\(text)")
  }
}

@Test("a table of a hundred thousand columns is read in seconds", .timeLimit(.minutes(10)))
func wideTable() throws {
  let names = (0..<100_000).map { "c\($0)" }
  func line(_ label: String) -> String { String(repeating: "1,", count: names.count) + label }
  let text = ((names + ["label"]).joined(separator: ",") + "\n" + line("x") + "\n" + line("y") + "\n")
  let turned = ((names.reversed() + ["label"]).joined(separator: ",") + "\n" + line("y") + "\n")
  let folder = try TemporaryFolder(["train.csv": bytes(text), "test.csv": bytes(turned)])
  let data = try load(folder, ["train": .text("train.csv"), "test": .text("test.csv")])
  #expect(data.featureNames.count == 100_000 && data.examples.count == 3)
}

@Test("a pipe, a folder and a loop of links are told apart from a missing file and never waited for")
func noFile() throws {
  let folder = try TemporaryFolder()
  #expect(mkfifo("\(folder.path)/pipe", 0o600) == 0)
  #expect(symlink("loop", "\(folder.path)/loop") == 0)
  func error(_ path: String) -> DatasetError? { failure { _ = try load(folder, ["path": .text(path)]) } }
  for (path, expected) in [("pipe", "pipe"), ("/dev/zero", "device"), (".", "folder"), ("loop", "symbolic links")] {
    guard case .unreadable(_, let reason)? = error(path) else {
      Issue.record("\(path): \(String(describing: error(path)))")
      continue
    }
    #expect(reason.contains(expected), "\(path): \(reason)")
  }
  #expect(error("nowhere") == .missing(path: "\(folder.path)/nowhere", searched: []))
}
