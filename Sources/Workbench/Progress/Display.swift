import ArgumentParser
import Pipeline

/// How a run tells how far it is.
enum ProgressMode: String, ExpressibleByArgument, CaseIterable {
  case auto, plain, none
}

/// What hears a run's events in a mode.
struct Display {
  let observer: any Observer
  private let live: LiveProgress?

  init(_ mode: ProgressMode, expected: [String], threads: Int) {
    switch mode {
    case .auto:
      let live = LiveProgress(expected: expected, threads: threads)
      (self.live, observer) = (live, live)
    case .plain: (live, observer) = (nil, PlainProgress(expected: expected, threads: threads))
    case .none: (live, observer) = (nil, SilentProgress())
    }
  }

  /// Takes what was drawn off the screen.
  func finish() { live?.finish() }
}
