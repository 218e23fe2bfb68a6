import Foundation
import Testing

/// Rows of two features, labels in turn, as CSV.
private func table(_ shift: Int = 0) -> String {
  let rows = (0..<100).map { row in "\((row * 37 + shift) % 101),\((row * row + shift) % 89),\(row % 2)" }
  return (["a,b,label"] + rows).joined(separator: "\n") + "\n"
}

/// The features of 100 rows as an NPY file of version 1.
private func npy(_ element: (Int) -> Float) -> Data {
  var header = "{'descr': '<f4', 'fortran_order': False, 'shape': (100, 2), }"
  header += String(repeating: " ", count: 117 - header.utf8.count) + "\n"
  var bytes = Data([0x93] + Array("NUMPY".utf8) + [1, 0, 118, 0]) + Data(header.utf8)
  for index in 0..<200 { withUnsafeBytes(of: element(index).bitPattern.littleEndian) { bytes.append(contentsOf: $0) } }
  return bytes
}

@Test("an embedding's file enters by its contents: editing it computes anew, removing it exits 66")
func editedEmbedding() throws {
  let program = try Program()
  defer { program.clean() }
  let study = SmallStudy.text().replacingOccurrences(of: "kind: standardize", with: "kind: precomputed, file: e.npy")
  try program.write(study, to: "small.yaml")
  let file = program.folder.appending(path: "e.npy")
  let values = program.folder.appending(path: "reports/small/values/moons.knn.r0.csv")
  try npy { Float($0 * 7919 % 101) }.write(to: file)
  #expect(try program.run(["run", "small.yaml"]).status == 0)
  let before = try Data(contentsOf: values)
  try npy { Float($0 * 104_729 % 97) }.write(to: file)
  #expect(try program.run(["run", "small.yaml"]).status == 0)
  #expect(try Data(contentsOf: values) != before)
  try FileManager.default.removeItem(at: file)
  let missing = try program.run(["run", "small.yaml"])
  #expect(missing.status == 66 && missing.errors.contains("e.npy"), "\(missing.errors)")
}

@Test("a data file that changes between plan and reading is never stored under the old contents' key")
func changedMeanwhile() throws {
  let program = try Program()
  defer { program.clean() }
  // The blobs come first and take a while; the table is read after them.
  let study = SmallStudy.text().replacingOccurrences(
    of: "  moons:\n    source: two_moons\n    noise: 0.2\n",
    with: """
        blobs: {source: gaussian_blobs, count: 20000, features: 500, split: {train: 5, validation: 5, test: 5}}
        moons:
          source: csv
          path: table.csv

      """
  ).replacingOccurrences(
    of: "    moons: {data: moons, embedding: raw}",
    with: "    blobs: {data: blobs, embedding: raw}\n    moons: {data: moons, embedding: raw}"
  ).replacingOccurrences(of: "color: method, band: ci95}", with: "color: method, facet: case, band: ci95}")
  try program.write(study, to: "small.yaml")
  try program.write(table(), to: "table.csv")
  let running = try program.start(["run", "small.yaml", "-j", "1"])
  let format = program.folder.appending(path: ".workbench/format").path
  while !FileManager.default.fileExists(atPath: format), running.process.isRunning {
    Thread.sleep(forTimeInterval: 0.002)
  }
  try program.write(table(5), to: "table.csv")
  let result = running.wait()
  #expect(result.status == 74, "\(result.errors)")
  #expect(result.errors.contains("changed while the study ran"), "\(result.errors)")
}

@Test("a reader that leaves does not stop a run")
func closedPipe() throws {
  let program = try Program()
  defer { program.clean() }
  try program.write(SmallStudy.text(), to: "small.yaml")
  let shell = Process()
  shell.executableURL = URL(filePath: "/bin/bash")
  shell.currentDirectoryURL = program.folder
  shell.arguments = [
    "-c", "'\(Program.executable.path)' run small.yaml --progress plain 2>&1 | true; exit ${PIPESTATUS[0]}",
  ]
  try shell.run()
  shell.waitUntilExit()
  #expect(shell.terminationStatus == 0)
  #expect(try program.run(["run", "small.yaml"]).output.contains("up to date"))
}

@Test("three processes may run one study at once")
func threeAtOnce() throws {
  let program = try Program()
  defer { program.clean() }
  try program.write(SmallStudy.text(), to: "small.yaml")
  for round in 0..<3 {
    let store = ["--store", "store\(round)", "--reports", "reports\(round)"]
    let running = try (0..<3).map { _ in try program.start(["run", "small.yaml"] + store) }
    for result in running.map({ $0.wait() }) { #expect(result.status == 0, "\(result.errors)") }
  }
  #expect(try program.bytes(below: "reports0") == program.bytes(below: "reports1"))
}

@Test("an empty path for the store or the reports exits 64: it would name the root of the file system")
func emptyPaths() throws {
  let program = try Program()
  defer { program.clean() }
  try program.write(SmallStudy.text(), to: "small.yaml")
  for option in ["--store", "--reports"] {
    let result = try program.run(["run", "small.yaml", option, ""])
    #expect(result.status == 64 && result.errors.contains(option), "\(result.errors)")
  }
}

@Test("a size asked for twice is reported where it stands a second time")
func repeatedSize() throws {
  let program = try Program()
  defer { program.clean() }
  let study = SmallStudy.text().replacingOccurrences(of: "train_sizes: [20]", with: "train_sizes: [20, 20]")
  try program.write(study, to: "small.yaml")
  let result = try program.run(["check", "small.yaml"])
  #expect(result.status == 65 && result.errors.contains("'train_sizes' has '20' twice"), "\(result.errors)")
}
