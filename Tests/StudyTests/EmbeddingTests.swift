import Foundation
import Testing
import Vocabulary

/// A study of one case; `others` is the data set that an embedding may learn from.
private func study(
  _ embedding: String, data: String = "source: digits", others: String = "others: {source: digits",
  model: String = "cnn, epochs: 2"
) -> String {
  """
  workbench: 1
  title: Embedded
  answer: None.
  seed: 3
  replicates: 2
  datasets:
    mine: {\(data), split: {train: 60, validation: 40, test: 40}}
    \(others), split: {train: 100, validation: 10, test: 10}, corruption: [{kind: label_noise, rate: 0.1}]}
  embeddings:
    seen: {\(embedding)}
  models:
    net: {kind: \(model)}
  methods:
    knn: {kind: knn_shapley, k: 5}
  grid: {cases: {mine: {data: mine, embedding: seen}}}
  tasks: {cost: {kind: cost, train_sizes: [20]}}

  """
}

private let byNetwork = "kind: network, model: net, data: others"

/// A run of one study in a folder of its own; files are written beside it.
private func run(
  _ text: String, _ files: [String: [UInt8]] = [:], command: String = "run", _ options: [String] = []
) throws -> Program.Result {
  let program = try Program()
  defer { program.clean() }
  try program.write(text, to: "study.yaml")
  for (name, bytes) in files { try Data(bytes).write(to: program.folder.appending(path: name)) }
  return try program.run([command, "study.yaml"] + options)
}

@Test("rows are seen by a network of another data set, with the same bytes on one thread and two, whatever its name")
func transferred() throws {
  let program = try Program()
  defer { program.clean() }
  try program.write(study(byNetwork), to: "study.yaml")
  let plan = try program.run(["plan", "study.yaml", "--store", "store1"])
  #expect(plan.status == 0 && plan.output.contains("network/seen"), "\(plan.output)")
  var values: [Data?] = []
  for threads in ["1", "2"] {
    let result = try program.run(["run", "study.yaml", "-j", threads, "--store", "store\(threads)"])
    #expect(result.status == 0, "\(result.errors)")
    values.append(try program.bytes(below: "reports/study")["values/mine.knn.r1.csv"])
  }
  #expect(values[0] != nil && values[0] == values[1])
  let renamed = study("kind: network, model: net, data: teachers", others: "teachers: {source: digits")
  try program.write(renamed, to: "study.yaml")
  let again = try program.run(["run", "study.yaml", "--store", "store1"])
  #expect(again.output.contains("nothing to compute") || again.output.contains("nothing to do"), "\(again.output)")
  // Other labels to learn from are another network.
  try program.write(study(byNetwork).replacing("rate: 0.1", with: "rate: 0.3"), to: "study.yaml")
  #expect(try program.run(["run", "study.yaml", "--store", "store1"]).status == 0)
  #expect(try program.bytes(below: "reports/study")["values/mine.knn.r1.csv"] != values[0])
}

@Test("a network of another data set of the same source is warned of, and one of another source is not")
func sharedRows() throws {
  let same = try run(study(byNetwork), command: "check")
  #expect(same.status == 0)
  #expect(
    same.errors.contains("study.yaml:10: warning: the network of 'seen' is trained on 'others'"), "\(same.errors)")
  let other = try run(
    study(byNetwork, data: "source: gaussian_blobs, classes: 3"), command: "check")
  #expect(other.status == 0 && !other.errors.contains("warning"), "\(other.errors)")
}

@Test("a network's own data, a data set that is not there and a model without a last layer are refused by check")
func transferMistakes() throws {
  let own = try run(study("kind: network, model: net, data: mine"), command: "check")
  #expect(own.status == 65)
  #expect(own.errors.contains("study.yaml:10: the embedding 'seen' is trained on 'mine'"), "\(own.errors)")
  let unknown = try run(study("kind: network, model: net, data: other"), command: "check")
  #expect(unknown.status == 65 && unknown.errors.contains("there is no dataset 'other'"), "\(unknown.errors)")
  let shallow = try run(study(byNetwork, model: "softmax_regression"), command: "check")
  #expect(shallow.status == 65)
  #expect(shallow.errors.contains("study.yaml:10: the embedding 'seen': softmax_regression has no last layer"))
}

@Test("rows of another shape than the network was trained on fail with both shapes")
func transferredShapes() throws {
  let text = study(byNetwork, others: "others: {source: two_moons", model: "mlp, epochs: 2, hidden: [4]")
  let result = try run(text)
  #expect(result.status == 1, "\(result.errors)")
  #expect(
    result.errors.contains("reads rows of 2 features, and these rows are rows of 64 features"), "\(result.errors)")
}

@Test("a pretrained network's damaged file exits 65, a missing one 66 and missing published weights 69")
func pretrainedFiles() throws {
  let text = study("kind: pretrained, file: weights.safetensors", others: "others: {source: digits")
  let damaged = try run(text, ["weights.safetensors": [9, 0, 0, 0, 0, 0, 0, 0, 1, 2]])
  #expect(damaged.status == 65, "\(damaged.errors)")
  #expect(
    damaged.errors.contains("weights.safetensors: not a safetensors file")
      && damaged.errors.contains("announce a header of 9 bytes"), "\(damaged.errors)")
  let other = SafeTensors([.init("features.0.conv.weight", NumericArray(shape: [1], .float32([1])))])
  let foreign = try run(text, ["weights.safetensors": other.bytes])
  #expect(foreign.status == 65, "\(foreign.errors)")
  #expect(foreign.errors.contains("of shape [32, 3, 3, 3], found shape [1]"), "\(foreign.errors)")
  for command in ["run", "check"] {
    let missing = try run(text, command: command)
    #expect(missing.status == 66 && missing.errors.contains("weights.safetensors does not exist"), "\(missing.errors)")
  }
  let unavailable = try run(study("kind: pretrained"), ["empty": []], ["--data-dir", "."])
  #expect(unavailable.status == 69, "\(unavailable.errors)")
  #expect(unavailable.errors.contains("mobilenet_v2_1.0_224_imagenet_notop.safetensors"), "\(unavailable.errors)")
}

@Test("a pretrained network is refused by check for rows that cannot be images")
func pretrainedRows() throws {
  let result = try run(study("kind: pretrained", data: "source: two_moons"), command: "check")
  #expect(result.status == 65)
  #expect(
    result.errors.contains("study.yaml:10: the embedding 'seen' reads images, and the rows of 'mine' (two_moons)"),
    "\(result.errors)")
}

private let published = Program.root.appending(path: "../shared/data").path

@Test(
  "images are embedded once for all replicates, and the features last from run to run",
  .enabled(
    if: FileManager.default.fileExists(atPath: "\(published)/mobilenet-v2"),
    "the weights are not beside this working copy"))
func pretrainedStudy() throws {
  let program = try Program()
  defer { program.clean() }
  var records: [UInt8] = []
  for row in 0..<140 {
    records.append(UInt8(row % 2))
    for place in 0..<3072 { records.append(UInt8((place * (row + 3) + row * row) % 251)) }
  }
  try Data(records).write(to: program.folder.appending(path: "images.bin"))
  let text = study("kind: pretrained", data: "source: cifar_binary, path: images.bin, classes: 2")
  try program.write(text, to: "study.yaml")
  let options = ["--data-dir", published]
  func isEmbedding() throws -> Bool {
    let plan = try program.run(["plan", "study.yaml"] + options)
    #expect(plan.status == 0, "\(plan.errors)")
    return plan.output.contains("embedded/mine/seen")
  }
  #expect(try isEmbedding())
  let first = try program.run(["run", "study.yaml", "-j", "2"] + options)
  #expect(first.status == 0, "\(first.errors)")
  #expect(try program.run(["run", "study.yaml"] + options).output.contains("up to date"))
  try program.write(text.replacing("replicates: 2", with: "replicates: 3"), to: "study.yaml")
  #expect(try !isEmbedding(), "another replicate needs no other rows")
  let more = try program.run(["run", "study.yaml"] + options)
  #expect(more.status == 0 && more.output.contains("computed"), "\(more.errors)")
}
