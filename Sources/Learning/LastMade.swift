import Synchronization

/// Remembers the last thing made, so that equal inputs do not make it again.
///
/// Inputs that share their memory compare at once.
final class LastMade<Input: Equatable & Sendable, Output: Sendable>: Sendable {
  private let last = Mutex<(input: Input, output: Output)?>(nil)

  /// What was made of an equal input last, else what `make` makes now; others who ask meanwhile wait.
  func callAsFunction(_ input: Input, make: () throws -> Output) rethrows -> Output {
    try last.withLock { last in
      if let last, last.input == input { return last.output }
      let output = try make()
      last = (input, output)
      return output
    }
  }
}
