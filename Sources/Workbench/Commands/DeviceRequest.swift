import ArgumentParser
import Compute

/// What a study, or the command line, asks large computations to be done on: networks, neighbours and fits on coalitions.
enum DeviceRequest: String, CaseIterable, ExpressibleByArgument {
  case cpu
  case cuda
  /// A graphics processor where one can be opened, else the processor.
  case any

  /// Those it may be asked for with, the default first.
  var precisions: [Precision] { self == .cpu ? [.single] : Precision.allCases }
}
