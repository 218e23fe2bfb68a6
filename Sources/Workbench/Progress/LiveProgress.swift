@preconcurrency import Dispatch
import Pipeline
import Plot
import Synchronization

/// For terminals: a line for each running step with its rate, and one for the whole with the time left, redrawn in place.
final class LiveProgress: Observer {
  private struct State {
    var progress: RunProgress
    /// Lines on the screen that the next drawing replaces.
    var drawn = 0
    var isOver = false
  }

  private let state: Mutex<State>
  private let timer: any DispatchSourceTimer
  private let threads: Int
  private let start = ContinuousClock.now

  init(expected: [String], threads: Int) {
    state = Mutex(State(progress: RunProgress(expected: expected)))
    self.threads = threads
    timer = DispatchSource.makeTimerSource(queue: .global())
    timer.schedule(deadline: .now() + 0.1, repeating: 0.1)
    timer.setEventHandler { [weak self] in self?.redraw() }
    timer.resume()
  }

  deinit { timer.cancel() }

  func observe(_ event: RunEvent) {
    state.withLock { state in
      state.progress.note(event, at: .now)
      switch event {
      case .failed(let step, let error):
        if state.progress.isFirstFailure(step) { announce("\(step): failed: \(error)", &state) }
      case .damaged(let step, let error): announce("\(step): \(error); making it again", &state)
      case .forgotten(let error): announce("\(error)", &state)
      case .resumed(let step): announce(RunProgress.resumption(of: step), &state)
      default: break
      }
    }
  }

  /// Takes the lines off the screen; nothing is drawn afterwards.
  func finish() {
    timer.cancel()
    state.withLock { state in
      Terminal.draw(Self.erasing(state.drawn))
      (state.drawn, state.isOver) = (0, true)
    }
  }

  private func announce(_ line: String, _ state: inout State) {
    Terminal.draw(Self.erasing(state.drawn) + line + "\n")
    state.drawn = 0
  }

  private func redraw() {
    state.withLock { state in
      guard !state.isOver else { return }
      let lines = self.lines(state.progress)
      Terminal.draw(Self.erasing(state.drawn) + lines.map { $0 + "\n" }.joined())
      state.drawn = lines.count
    }
  }

  private func lines(_ progress: RunProgress) -> [String] {
    let width = Terminal.columns - 1
    let steps = progress.running.prefix(8).map { Self.line($0) }
    let left = progress.secondsLeft(threads: threads, at: .now).map { ", about \(DurationText.whole($0)) left" } ?? ""
    let rate = Double(progress.computed) / max(0.1, (ContinuousClock.now - start).seconds)
    let all =
      "\(Self.bar(progress.done, progress.expected)) \(progress.done) of \(progress.expected) steps, "
      + "\(NumberText.fixed(rate, decimals: 1)) a second\(left)"
    return (steps + [all]).map { String($0.prefix(width)) }
  }

  private static func line(_ step: RunProgress.RunningStep) -> String {
    let seconds = (ContinuousClock.now - step.start).seconds
    guard step.count > 0 else { return "  \(step.name)  \(DurationText.text(seconds))" }
    let done = "  \(step.state)"
    guard let left = step.secondsLeft(at: .now) else { return done }
    let time = "\(step.isMaximum ? "at most" : "about") \(DurationText.whole(left)) left"
    // A note tells a rate of its own.
    if step.note != nil { return "\(done), \(time)" }
    return "\(done), \(NumberText.fixed(Double(step.done - step.known) / seconds, decimals: 1)) a second, \(time)"
  }

  private static func bar(_ done: Int, _ count: Int) -> String {
    let filled = count == 0 ? 20 : min(20, done * 20 / count)
    return "[" + String(repeating: "█", count: filled) + String(repeating: "·", count: 20 - filled) + "]"
  }

  private static func erasing(_ lines: Int) -> String { String(repeating: "\u{1B}[1A\u{1B}[2K", count: lines) }
}
