import ArgumentParser

/// What the program's exit code says.
enum ExitStatus: Int32 {
  case ok = 0
  /// A step failed; the others finished and the report shows it.
  case stepFailed = 1
  /// A required theory check or claim did not come out.
  case claimFailed = 2
  /// Results are missing that were not to be computed.
  case outOfDate = 4
  case usage = 64
  /// The study or a data file is invalid.
  case invalid = 65
  case fileMissing = 66
  /// A data set or device is not available.
  case unavailable = 69
  /// Our mistake.
  case internalError = 70
  case inputOutput = 74
  /// Stopped by the user; what was done is kept.
  case interrupted = 130

  var code: ExitCode { ExitCode(rawValue) }
}
