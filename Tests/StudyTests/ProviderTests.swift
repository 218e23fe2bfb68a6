import Foundation
import Testing

private func study(_ data: String, by column: String) -> String {
  """
  workbench: 1
  title: Providers
  answer: None.
  seed: 2
  replicates: 1
  datasets: {rows: {\(data), split: {train: 24, validation: 12, test: 12}}}
  embeddings: {raw: {kind: identity}}
  models: {logreg: {kind: softmax_regression, epochs: 5}}
  methods:
    loo: {kind: loo, model: logreg, players: {by: \(column)}}
  grid: {cases: {rows: {data: rows, embedding: raw}}}
  tasks: {cost: {kind: cost, train_sizes: [12]}}

  """
}

@Test("players by a column of the data share their group's value, from a synthetic source and from a file")
func providers() throws {
  let program = try Program()
  defer { program.clean() }
  let rows = (0..<48).map { "\($0 % 7).5,\($0 % 5),\($0 % 2 == 0 ? "a" : "b"),p\($0 % 3)" }
  try program.write((["x,y,class,who"] + rows).joined(separator: "\n") + "\n", to: "table.csv")
  try program.write(study("source: gaussian_blobs, classes: 2, providers: 4", by: "provider"), to: "blobs.yaml")
  try program.write(study("source: csv, path: table.csv, label: class, attributes: [who]", by: "who"), to: "csv.yaml")
  for (name, groups) in [("blobs", 4), ("csv", 3)] {
    let result = try program.run(["run", "\(name).yaml"])
    #expect(result.status == 0, "\(result.errors)")
    let text = String(
      decoding: try program.bytes(below: "reports/\(name)")["values/rows.loo.r0.csv"] ?? Data(), as: UTF8.self)
    // Members of a group share its value, so a row's value follows from its row number in the source.
    var values: [Int: Set<Substring>] = [:]
    for line in text.split(separator: "\n").dropFirst() {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      values[(Int(fields[0]) ?? 0) % groups, default: []].insert(fields[1])
    }
    #expect(values.count == groups && values.values.allSatisfy { $0.count == 1 }, "\(name): \(values)")
  }
}

@Test("a column that the data do not have is refused by check, with file and line")
func unknownProvider() throws {
  let program = try Program()
  defer { program.clean() }
  try program.write(study("source: gaussian_blobs, classes: 2, providers: 4", by: "owner"), to: "study.yaml")
  let result = try program.run(["check", "study.yaml"])
  #expect(result.status == 65)
  #expect(
    result.errors.contains("study.yaml:10: 'loo' groups its players by the column 'owner'")
      && result.errors.contains("has only provider"), "\(result.errors)")
}

@Test("a column of unions that the data do not have is refused by check, too")
func unknownUnions() throws {
  let program = try Program()
  defer { program.clean() }
  let text = study("source: gaussian_blobs, classes: 2", by: "owner")
    .replacingOccurrences(of: "kind: loo", with: "kind: owen_value")
    .replacingOccurrences(of: "players: {by", with: "groups: {by")
  try program.write(text, to: "study.yaml")
  let result = try program.run(["check", "study.yaml"])
  #expect(result.status == 65)
  #expect(
    result.errors.contains("study.yaml:10: 'loo' groups its players by the column 'owner'")
      && result.errors.contains("has no such column;"), "\(result.errors)")
}
