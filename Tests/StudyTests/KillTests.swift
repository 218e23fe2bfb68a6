import Foundation
import Glibc
import Testing

@Test("killed ten times at random moments and resumed, a study gives the same bytes", .timeLimit(.minutes(5)))
func killed() throws { try kill(times: 10, seed: 1) }

@Test("killed six times at random moments and resumed, sampled values are the same bytes", .timeLimit(.minutes(5)))
func killedSampling() throws { try kill(times: 6, seed: 3, SampledStudy.text) }

@Test("a training killed at its checkpoints goes on from them and gives the same bytes", .timeLimit(.minutes(5)))
func killedTraining() throws { try killTraining("mlp", epochs: 6, atMost: 4) }

@Suite("Soak")
struct SoakKills {
  @Test(
    "a training killed at every checkpoint ends, with the same bytes",
    .enabled(if: ProcessInfo.processInfo.environment["WORKBENCH_SOAK"] != nil, "a slow campaign: make soak"),
    arguments: ["mlp", "cnn"])
  func killedTraining(_ model: String) throws { try killTraining(model, epochs: 40, atMost: .max) }

  @Test(
    "killed two hundred times at random moments and resumed, a study gives the same bytes",
    .enabled(if: ProcessInfo.processInfo.environment["WORKBENCH_SOAK"] != nil, "a slow campaign: make soak"))
  func killed() throws { try kill(times: 200, seed: 2) }

  @Test(
    "killed two hundred times at random moments and resumed, sampled values are the same bytes",
    .enabled(if: ProcessInfo.processInfo.environment["WORKBENCH_SOAK"] != nil, "a slow campaign: make soak"))
  func killedSampling() throws { try kill(times: 200, seed: 4, SampledStudy.text) }
}

/// Runs a study to the end in one go; then again in a fresh store, killing the process at random moments of the
/// time the first run took, until so many kills have hit a living process; the results must not differ.
private func kill(times: Int, seed: UInt64, _ study: String = SmallStudy.text(replicates: 3)) throws {
  let program = try Program()
  defer { program.clean() }
  try program.write(study, to: "small.yaml")
  let clock = ContinuousClock()
  let start = clock.now
  #expect(try program.run(["run", "small.yaml", "--store", "whole", "--reports", "whole-reports"]).status == 0)
  let whole = clock.now - start
  var (kills, round, state) = (0, 0, seed)
  while kills < times {
    // Each round starts from an empty store, so that early and late moments are hit alike.
    round += 1
    let folder = ["--store", "store\(round)", "--reports", "reports\(round)"]
    for _ in 0..<8 where kills < times {
      let running = try program.start(["run", "small.yaml"] + folder)
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      Thread.sleep(forTimeInterval: Double(state >> 33) / Double(1 << 31) * whole.seconds * 0.7)
      guard running.process.isRunning else { break }
      Glibc.kill(running.process.processIdentifier, SIGKILL)
      if running.wait().status == -SIGKILL { kills += 1 }
    }
    #expect(try program.run(["run", "small.yaml"] + folder).status == 0)
    #expect(try program.bytes(below: "reports\(round)") == program.bytes(below: "whole-reports"), "round \(round)")
  }
  #expect(kills == times)
}

/// Runs a training in one go; then again in a fresh store, killing the process whenever a checkpoint has been kept.
///
/// Each life is ended by its own first checkpoint, so that only trainings that go on from them can ever end.
private func killTraining(_ model: String, epochs: Int, atMost limit: Int) throws {
  let program = try Program()
  defer { program.clean() }
  try program.write(TrainedStudy.text(model: model, epochs: epochs), to: "small.yaml")
  #expect(try program.run(["run", "small.yaml", "--store", "whole", "--reports", "whole-reports"]).status == 0)
  let options = ["run", "small.yaml", "--store", "store", "--reports", "reports", "--checkpoint-seconds", "0"]
  let folder = program.folder.appending(path: "store/checkpoints")
  var (kills, resumptions) = (0, 0)
  while kills < limit {
    let before = TrainedStudy.checkpoint(in: folder)
    let running = try program.start(options)
    while running.process.isRunning, TrainedStudy.checkpoint(in: folder) == before { usleep(200) }
    Glibc.kill(running.process.processIdentifier, SIGKILL)
    let result = running.wait()
    let isResumed = result.errors.contains(": a training goes on from its last checkpoint\n")
    #expect(isResumed || before == nil)
    if isResumed { resumptions += 1 }
    guard result.status == -SIGKILL else { break }
    kills += 1
  }
  // A life may keep several checkpoints before it is hit, so that fewer kills than epochs are enough; with the fifth of
  // six epochs still to be kept there are at least two.
  #expect(kills >= 2 && kills < epochs, "\(kills) kills")
  #expect(try program.run(options).status == 0)
  #expect(try program.bytes(below: "reports") == program.bytes(below: "whole-reports"), "\(kills) kills")
  #expect(TrainedStudy.checkpoint(in: folder) == nil)
  #expect(resumptions > 0)
}

/// A study of one training that is long beside everything else.
private enum TrainedStudy {
  static func text(model: String, epochs: Int) -> String {
    """
    workbench: 1
    title: A training
    question: Does it go on?
    answer: "{{ noisy.auc(case=digits, method=chg) | mean }}"
    replicates: 1
    datasets:
      digits:
        source: digits
        split: {train: 600, validation: 100, test: 100}
        corruption:
          - {kind: label_noise, rate: 0.2, scope: train}
    embeddings:
      raw: {kind: identity}
    models:
      network: {kind: \(model), epochs: \(epochs), batch_size: 16}
    methods:
      chg: {kind: chg_shapley, model: network}
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

    """
  }

  /// Tells one checkpoint from the next: each is a file of its own.
  static func checkpoint(in folder: URL) -> UInt64? {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    var status = stat()
    guard let name = names.first, stat(folder.appending(path: name).path, &status) == 0 else { return nil }
    return UInt64(status.st_ino) ^ UInt64(status.st_mtim.tv_nsec) << 32
  }
}

extension Duration {
  fileprivate var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
