import Foundation
import Glibc
import Testing

@Test("killed ten times at random moments and resumed, a study gives the same bytes", .timeLimit(.minutes(5)))
func killed() throws { try kill(times: 10, seed: 1) }

@Test("killed six times at random moments and resumed, sampled values are the same bytes", .timeLimit(.minutes(5)))
func killedSampling() throws { try kill(times: 6, seed: 3, SampledStudy.text) }

@Suite("Soak")
struct SoakKills {
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

extension Duration {
  fileprivate var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
