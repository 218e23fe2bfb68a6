/// What is checked or measured, in order.
enum CheckPart: String, CaseIterable {
  case device
  case agreement
  case training
  case copies
  case resnet
  case neighbours
  case populations

  /// The most it may take; together below eight minutes.
  var seconds: Int {
    switch self {
    case .device: 30
    case .agreement: 110
    case .training: 40
    case .copies: 10
    case .resnet: 140
    case .neighbours: 90
    case .populations: 40
    }
  }

  func run(_ context: CheckContext) throws {
    switch self {
    case .device: try DeviceCheck(context: context).run()
    case .agreement: try AgreementCheck(context: context).run()
    case .training: try TrainingCheck(context: context).run()
    case .copies: try CopyCheck(context: context).run()
    case .resnet: try ResNetCheck(context: context).run()
    case .neighbours: try NeighbourCheck(context: context).run()
    case .populations: try PopulationCheck(context: context).run()
    }
  }
}

/// What every part is given.
struct CheckContext {
  let options: CheckOptions
  let findings: Findings
  let budget: TimeBudget

  init(options: CheckOptions, findings: Findings) {
    (self.options, self.findings) = (options, findings)
    // Time to say what was skipped before the process is stopped.
    budget = TimeBudget(seconds: max(1, options.seconds - 5))
  }
}
