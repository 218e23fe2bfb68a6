/// A reason to stop, in words for the user, with the exit code that goes with it.
struct Failure: Error {
  let status: ExitStatus
  let message: String

  init(_ status: ExitStatus, _ message: String) { (self.status, self.message) = (status, message) }
}
