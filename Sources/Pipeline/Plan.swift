/// Steps in an order in which each comes after its inputs.
public struct Plan: Sendable {
  /// Inputs first; otherwise as they were given.
  public let steps: [Step]
  /// Positions of a step's inputs, by its position.
  let inputs: [[Int]]
  /// Positions of the steps that read a step, one for each time they read it.
  let dependants: [[Int]]
  private let positions: [String: Int]

  /// Orders the steps. O(steps + inputs).
  public init(steps: [Step]) throws(PlanError) {
    var sorting = Sorting(steps, try Self.positions(of: steps))
    for index in steps.indices { try sorting.visit(index) }
    let ordered = sorting.order.map { steps[$0] }
    let positions = try Self.positions(of: ordered)
    self.steps = ordered
    self.positions = positions
    inputs = ordered.map { $0.inputs.compactMap { positions[$0.step] } }
    var dependants = [[Int]](repeating: [], count: ordered.count)
    for (position, sources) in inputs.enumerated() { for source in sources { dependants[source].append(position) } }
    self.dependants = dependants
  }

  /// The position of a step by its name.
  public func position(of name: String) -> Int? { positions[name] }

  private static func positions(of steps: [Step]) throws(PlanError) -> [String: Int] {
    var positions = [String: Int]()
    for (index, step) in steps.enumerated() {
      guard positions.updateValue(index, forKey: step.name) == nil else { throw .duplicateName(step.name) }
    }
    return positions
  }
}

/// A depth-first search that puts each step after its inputs.
private struct Sorting {
  private let steps: [Step]
  private let positions: [String: Int]
  private(set) var order: [Int] = []
  private var states: [State]
  /// The steps from the one asked for down to the one being visited.
  private var path: [Int] = []

  private enum State { case new, open, placed }

  init(_ steps: [Step], _ positions: [String: Int]) {
    (self.steps, self.positions) = (steps, positions)
    states = [State](repeating: .new, count: steps.count)
  }

  mutating func visit(_ index: Int) throws(PlanError) {
    if states[index] == .placed { return }
    guard states[index] == .new else { throw .cycle((path.drop { $0 != index } + [index]).map { steps[$0].name }) }
    states[index] = .open
    path.append(index)
    for input in steps[index].inputs {
      guard let source = positions[input.step] else {
        throw .unknownInput(step: steps[index].name, role: input.role, input: input.step)
      }
      try visit(source)
    }
    path.removeLast()
    states[index] = .placed
    order.append(index)
  }
}
