import Compute
@preconcurrency import Dispatch
import Foundation

/// What tells one save of some files from the next: which file lies under a name, its size and its time of change.
///
/// Asking for it again and again is slower by some milliseconds than being told by the system, and sees every way of
/// saving on every file system: editors write in place, or replace the file by renaming another.
struct FileStamp: Equatable {
  private let paths: [String]
  /// `nil` where there is no file.
  private let states: [State?]

  private struct State: Equatable {
    let device, inode, size, seconds, nanoseconds: Int
  }

  /// Microseconds between two looks.
  private static let interval: UInt32 = 50_000

  /// The first path is that of the study.
  init(of paths: [String]) {
    self.paths = paths
    states = paths.map(Self.state)
  }

  private static func state(of path: String) -> State? {
    var found = stat()
    guard stat(path, &found) == 0, found.st_mode & S_IFMT == S_IFREG else { return nil }
    return State(
      device: Int(truncatingIfNeeded: found.st_dev), inode: Int(truncatingIfNeeded: found.st_ino),
      size: Int(found.st_size), seconds: found.st_mtim.tv_sec, nanoseconds: found.st_mtim.tv_nsec)
  }

  /// Whether there is a study.
  var isThere: Bool { states.first.map { $0 != nil } ?? false }

  /// The stamp once two looks in a row agree, since a file that is being written is half there; a study that is missing is
  /// given half a second to be put in place. The study's text says which other files to look at, so each look asks anew.
  static func settled(of path: String, until ending: Interruption, others: () -> [String]) -> FileStamp {
    var (stamp, looks) = (FileStamp(of: [path] + others()), 0)
    while !ending.isRequested {
      usleep(interval)
      looks += 1
      let next = FileStamp(of: [path] + others())
      if next == stamp, next.isThere || looks >= 10 { return next }
      stamp = next
    }
    return stamp
  }

  /// Returns after the next save, or when asked to end.
  func waitForAnother(until ending: Interruption) {
    while !ending.isRequested, FileStamp(of: paths) == self { usleep(Self.interval) }
  }

  /// Runs a body that is asked to stop by the next save, or by what asks to end.
  func interrupting<R>(_ interruption: Interruption, after ending: Interruption, _ body: () throws -> R) rethrows -> R {
    let timer = DispatchSource.makeTimerSource(queue: .global())
    timer.schedule(deadline: .now(), repeating: .microseconds(Int(Self.interval)))
    timer.setEventHandler {
      if ending.isRequested || FileStamp(of: paths) != self { interruption.request() }
    }
    timer.resume()
    defer { timer.cancel() }
    return try body()
  }
}
