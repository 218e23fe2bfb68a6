import Foundation

/// The built program, started as a user would start it, in a folder of its own.
struct Program {
  /// The folder it works in; removed by ``clean()``.
  let folder: URL

  /// What a run of the program left behind.
  struct Result {
    let status: Int32
    let output: String
    let errors: String
  }

  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Beside the test bundle, where the package manager puts it.
  static let executable: URL = {
    var folder = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    if let bundle = CommandLine.arguments.first(where: { $0.hasSuffix(".xctest") }) {
      folder = URL(filePath: bundle).deletingLastPathComponent()
    }
    return folder.appending(path: "workbench")
  }()

  /// A fresh folder below the system's temporary one.
  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "workbench-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  func clean() { try? FileManager.default.removeItem(at: folder) }

  /// Writes a file into the folder.
  func write(_ text: String, to name: String) throws {
    let url = folder.appending(path: name)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  /// Runs to the end.
  func run(_ arguments: [String], environment: [String: String] = [:]) throws -> Result {
    let running = try start(arguments, environment: environment)
    return running.wait()
  }

  /// Starts without waiting.
  func start(_ arguments: [String], environment: [String: String] = [:]) throws -> Running {
    let process = Process()
    process.executableURL = Self.executable
    process.arguments = arguments
    process.currentDirectoryURL = folder
    var variables = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    variables["WORKBENCH_BUNDLED"] = variables["WORKBENCH_BUNDLED"] ?? Self.root.appending(path: "studies/data").path
    variables["WORKBENCH_DATA"] = environment["WORKBENCH_DATA"]
    process.environment = variables
    let names = (
      out: folder.appending(path: ".stdout-\(UUID().uuidString)"),
      err: folder.appending(path: ".stderr-\(UUID().uuidString)")
    )
    for url in [names.out, names.err] { try Data().write(to: url) }
    process.standardOutput = try FileHandle(forWritingTo: names.out)
    process.standardError = try FileHandle(forWritingTo: names.err)
    process.standardInput = FileHandle.nullDevice
    try process.run()
    return Running(process: process, output: names.out, errors: names.err)
  }

  /// A started program.
  struct Running {
    let process: Process
    let output: URL
    let errors: URL

    func wait() -> Result {
      process.waitUntilExit()
      let status = process.terminationReason == .uncaughtSignal ? -process.terminationStatus : process.terminationStatus
      return Result(status: status, output: Self.text(output), errors: Self.text(errors))
    }

    private static func text(_ url: URL) -> String {
      let text = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
      try? FileManager.default.removeItem(at: url)
      return text
    }
  }

  /// Every file below a folder with its bytes; times are left out, they may differ.
  func bytes(below name: String) throws -> [String: Data] {
    let base = folder.appending(path: name)
    let paths = FileManager.default.enumerator(atPath: base.path)?.compactMap { $0 as? String } ?? []
    var found: [String: Data] = [:]
    for path in paths where !path.contains("timings.") {
      let url = base.appending(path: path)
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder), !isFolder.boolValue else {
        continue
      }
      found[path] = try Data(contentsOf: url)
    }
    return found
  }
}

/// Studies small enough for tests.
enum SmallStudy {
  /// Two data sets, every kind of method and task, a figure and a table.
  static func text(
    replicates: Int = 2, permutations: Int = 20, k: Int = 3, prose: String = "Small.", learningRate: String = "0.5"
  ) -> String {
    """
    workbench: 1
    title: A small study
    question: Does it run?
    answer: "The difference is {{ noisy.average_precision(case=moons, left=chg, right=knn) | difference_ci }}."
    seed: 7
    replicates: \(replicates)
    datasets:
      moons:
        source: two_moons
        noise: 0.2
        split: {train: 40, validation: 30, test: 30}
        corruption:
          - {kind: label_noise, rate: 0.2, scope: train}
    embeddings:
      raw: {kind: standardize}
    models:
      logreg: {kind: softmax_regression, epochs: 10, learning_rate: \(learningRate)}
    methods:
      random: {kind: random}
      knn: {kind: knn_shapley, k: \(k)}
      chg: {kind: chg_shapley, model: logreg}
      loo: {kind: loo, model: logreg}
      tmc: {kind: tmc_shapley, model: logreg, permutations: \(permutations)}
    grid:
      cases:
        moons: {data: moons, embedding: raw}
      methods: all
    tasks:
      noisy: {kind: noisy_label_detection}
      removal: {kind: point_removal, order: [lowest_first], fractions: [0, 0.2], model: logreg}
      cost: {kind: cost, train_sizes: [20]}
    report:
      formats: [markdown, pdf]
      cells:
        - prose: |
            # Small
            \(prose)
        - figure: detection
          plot: {task: noisy, x: inspected, y: recall, color: method, band: ci95}
          caption: Found against inspected.
        - table: metrics
          rows: method
          cell: {task: noisy, metrics: [average_precision, auc], where: {case: moons}, show: mean_ci, best: bold}
          caption: Metrics.
        - appendix: [methods, environment, provenance]

    """
  }
}
