@preconcurrency import Dispatch
import Pipeline
import Synchronization

/// For pipes and logs: a line for each group of steps that is done, and a sign of life every 30 seconds.
final class PlainProgress: Observer {
  private let state: Mutex<RunProgress>
  private let heartbeat: any DispatchSourceTimer
  private let threads: Int

  init(expected: [String], threads: Int) {
    state = Mutex(RunProgress(expected: expected))
    self.threads = threads
    heartbeat = DispatchSource.makeTimerSource(queue: .global())
    heartbeat.schedule(deadline: .now() + 30, repeating: 30)
    heartbeat.setEventHandler { [weak self] in self?.beat() }
    heartbeat.resume()
  }

  deinit { heartbeat.cancel() }

  func observe(_ event: RunEvent) {
    let line = state.withLock { state -> String? in
      state.note(event, at: .now)
      return Self.line(event, &state)
    }
    if let line { Terminal.complain(line) }
  }

  private static func line(_ event: RunEvent, _ state: inout RunProgress) -> String? {
    switch event {
    case .finished(let step, _, false):
      state.completed(step).map { group in
        let replicates = group.count == 1 ? "" : "  \(group.count) replicates"
        return "\(group.name)\(replicates)  \(DurationText.text(group.seconds))"
      }
    case .failed(let step, let error): state.isFirstFailure(step) ? "\(step): failed: \(error)" : nil
    case .damaged(let step, let error): "\(step): \(error); making it again"
    case .forgotten(let error): "\(error)"
    case .resumed(let step): RunProgress.resumption(of: step)
    default: nil
    }
  }

  private func beat() {
    let line = state.withLock { state in
      let left = state.secondsLeft(threads: threads, at: .now).map { ", about \(DurationText.whole($0)) left" } ?? ""
      let steps = state.running.map(\.state).joined(separator: "; ")
      return "… \(state.done) of \(state.expected) steps\(left): \(steps)"
    }
    Terminal.complain(line)
  }
}
