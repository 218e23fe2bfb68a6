import Foundation
import Testing

/// The program on a graphics processor that the processor stands in for, as `make test` builds it.
@Suite(.enabled(if: StandIn.isBuilt, "run make test, which builds stand-ins for CUDA's libraries"))
struct DeviceTests {
  /// Single precision against single precision over two epochs of small steps: sums in other orders move values by some
  /// 10⁻⁵ of the largest, and ranks of those that lie so near.
  @Test(
    "a study on a graphics processor finds what it finds on the processor, and says what it ran on",
    .timeLimit(.minutes(5)))
  func agreement() throws {
    let program = try Program()
    defer { program.clean() }
    try program.write(StandIn.study(epochs: 2), to: "small.yaml")
    func run(_ device: String, _ folder: String) throws -> Program.Result {
      try program.run(
        ["run", "small.yaml", "--device", device, "--store", "\(folder)-store", "--reports", folder],
        environment: StandIn.variables)
    }
    for (device, folder) in [("cpu", "cpu"), ("any", "cuda"), ("cuda", "again")] {
      let result = try run(device, folder)
      try #require(result.status == 0, "\(result.errors)")
      #expect(result.errors.contains("note: the device is cuda: ") == (device == "any"), "\(result.errors)")
    }
    for method in ["chg", "knn"] {
      let (cpu, cuda) = (try program.values("cpu", method), try program.values("cuda", method))
      let scale = cpu.reduce(0) { max($0, abs($1)) }
      #expect(cpu.count == 60 && zip(cpu, cuda).allSatisfy { abs($0 - $1) < 1e-3 * scale }, "\(method)")
    }
    #expect(try program.bytes(below: "cuda/small/values") == program.bytes(below: "again/small/values"))
    let manifests = try ["cpu", "cuda"].map { try program.manifest($0) }
    #expect(manifests[0]["device"] == nil)
    let device = try #require(manifests[1]["device"] as? [String: Any])
    #expect(device["name"] as? String == "cuda" && device["precision"] as? String == "single")
    #expect(device["model"] != nil && device["cublas"] != nil && device["nvrtc"] != nil)
    let keys = manifests.map { ($0["steps"] as? [[String: Any]])?.compactMap { $0["key"] as? String } ?? [] }
    #expect(!keys[0].isEmpty && Set(keys[0].suffix(2)).isDisjoint(with: keys[1]))
    let report = try String(contentsOf: program.folder.appending(path: "cuda/small/report.md"), encoding: .utf8)
    #expect(report.contains("NVRTC") && report.contains("compute capability"))
  }

  @Test(
    "where a device is lost the step fails, and what was finished is kept for the next run", .timeLimit(.minutes(5)))
  func lost() throws {
    let program = try Program()
    defer { program.clean() }
    try program.write(StandIn.study(epochs: 6), to: "small.yaml")
    let options = ["run", "small.yaml", "--device", "cuda", "--checkpoint-seconds", "0", "-j", "1"]
    // A training synchronises a few times an epoch, so this one ends amid its epochs.
    let fault = StandIn.variables.merging(["MOCK_CUDA_FAULT": "cuStreamSynchronize:40:700"]) { $1 }
    let ended = try program.run(options, environment: fault)
    #expect(ended.status == 1, "\(ended.errors)")
    #expect(ended.errors.contains("gave error 700"), "\(ended.errors)")
    let resumed = try program.run(options, environment: StandIn.variables)
    #expect(resumed.status == 0, "\(resumed.errors)")
    #expect(resumed.errors.contains(": a training goes on from its last checkpoint"), "\(resumed.errors)")
    let whole = try program.run(
      options + ["--store", "whole", "--reports", "whole-reports"], environment: StandIn.variables)
    #expect(whole.status == 0)
    #expect(try program.bytes(below: "reports") == program.bytes(below: "whole-reports"))
  }

  @Test(
    "a bound on the device's memory must be a count of MiB, and one too small says so",
    arguments: [
      ("abc", "must be a whole"), ("64MB", "must be a whole"), ("0", "must be a whole"), ("-1", "must be a whole"),
      ("17592186044416", "must be a whole"), ("1", "has no room for 32 MiB more"),
    ])
  func bound(_ text: String, _ words: String) throws {
    let program = try Program()
    defer { program.clean() }
    try program.write(StandIn.study(epochs: 1), to: "small.yaml")
    let refused = try program.run(
      ["plan", "small.yaml", "--device", "cuda"],
      environment: StandIn.variables.merging(["WORKBENCH_DEVICE_MEMORY": text]) { $1 })
    #expect(refused.status == 69 && refused.errors.contains(words), "\(refused.errors)")
    #expect(refused.errors.contains("WORKBENCH_DEVICE_MEMORY") || text == "1", "\(refused.errors)")
  }
}

/// What stands in for CUDA's libraries.
private enum StandIn {
  static let folder = Program.root.appending(path: ".build/mock-cuda")
  static let isBuilt = FileManager.default.fileExists(atPath: folder.appending(path: "libcuda.so.1").path)
  static let variables = ["WORKBENCH_CUDA": folder.path]

  static func study(epochs: Int) -> String {
    """
    workbench: 1
    title: On a device
    question: Does it run?
    answer: "{{ noisy.auc(case=digits, method=chg) | mean }}"
    seed: 3
    replicates: 1
    datasets:
      digits:
        source: digits
        split: {train: 60, validation: 30, test: 30}
        corruption: [{kind: label_noise, rate: 0.2}]
    embeddings:
      raw: {kind: identity}
    models:
      network: {kind: mlp, hidden: [16], epochs: \(epochs), batch_size: 16}
    methods:
      chg: {kind: chg_shapley, model: network}
      knn: {kind: knn_shapley, k: 5}
    grid:
      cases:
        digits: {data: digits, embedding: raw}
      methods: all
    tasks:
      noisy: {kind: noisy_label_detection}
    report:
      formats: [markdown]
      cells:
        - prose: Small.
        - appendix: [environment]

    """
  }
}

extension Program {
  /// The values of a method in a folder of reports, in the order of the rows.
  fileprivate func values(_ folder: String, _ method: String) throws -> [Double] {
    let url = self.folder.appending(path: "\(folder)/small/values/digits.\(method).r0.csv")
    let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
    let column = try #require(lines.first?.split(separator: ",").firstIndex(of: "value"))
    return lines.dropFirst().compactMap { Double($0.split(separator: ",", omittingEmptySubsequences: false)[column]) }
  }

  fileprivate func manifest(_ folder: String) throws -> [String: Any] {
    let data = try Data(contentsOf: self.folder.appending(path: "\(folder)/small/manifest.json"))
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }
}
