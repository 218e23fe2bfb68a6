import Report

extension ChartDemand {
  /// The case whose training images are shown; `nil` for charts of a task.
  var imageCase: String? {
    if case .images(_, let caseName, _, _) = self { caseName } else { nil }
  }
}
