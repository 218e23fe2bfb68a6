import ArgumentParser
import DSL
import Datasets
import Pipeline
import Plot
import Vocabulary

/// Runs a command's body and turns what it throws into a message and an exit code, in one place.
enum Guarded {
  static func run(json: Bool = false, _ body: () throws -> Void) throws {
    do {
      try body()
    } catch let rejected as StudyRejected {
      if json { Terminal.say(rejected.errors.json) } else { Terminal.complain(rejected.errors.description) }
      throw (rejected.errors.isMissingFiles ? ExitStatus.fileMissing : .invalid).code
    } catch let exit as ExitCode {
      throw exit
    } catch {
      Terminal.complain(message(error))
      throw status(error).code
    }
  }

  /// One plain sentence, beginning with `error:`.
  static func message(_ error: any Error) -> String {
    switch error {
    case let failure as Failure: failure.message
    default: "error: \(error)"
    }
  }

  /// The exit code of an error, by whose mistake it is.
  static func status(_ error: any Error) -> ExitStatus {
    switch error {
    case let failure as Failure: failure.status
    case let error as SourceError: error.status
    case let error as DatasetError: error.status
    case is StoreError: .inputOutput
    case is CSVError: .invalid
    case is PlotError: .unavailable
    case is PlanError: .internalError
    default: .stepFailed
    }
  }
}

extension SourceError {
  var status: ExitStatus {
    switch self {
    case .missing, .isDirectory: .fileMissing
    case .isNoRegularFile, .unreadable: .inputOutput
    case .tooLarge, .invalidUTF8: .invalid
    }
  }
}

extension DatasetError {
  var status: ExitStatus {
    switch family {
    case .invalid: .invalid
    case .fileMissing: .fileMissing
    case .notAvailable: .unavailable
    case .input: .inputOutput
    }
  }
}
