import Vocabulary

/// Artifacts held while steps that read them are still to run; what the store has may go earlier to stay within a limit.
struct ArtifactMemory {
  private let plan: Plan
  private let limit: Int
  private var slots: [Slot]
  private var held = 0
  private var clock = 0

  private struct Slot {
    var artifact: Artifact?
    var isBeingMade = false
    var lastUse = 0
    /// Readers that have not ended.
    var readers: Int
    var hasReleasedInputs = false
  }

  /// What a thread that wants an artifact finds.
  enum Access {
    case here(Artifact)
    /// The thread must make it and then call ``ArtifactMemory/put(_:_:)``.
    case absent
    /// It could not be made.
    case failed
  }

  init(_ plan: Plan, limit: Int) {
    (self.plan, self.limit) = (plan, limit)
    slots = plan.dependants.map { Slot(readers: $0.count) }
  }

  /// The artifact, or the duty to make it; `nil` while another thread makes it.
  mutating func access(_ step: Int) -> Access? {
    if slots[step].isBeingMade { return nil }
    clock += 1
    slots[step].lastUse = clock
    if let artifact = slots[step].artifact { return .here(artifact) }
    slots[step].isBeingMade = true
    return .absent
  }

  /// Ends the duty to make an artifact, with it or, after a failure, without.
  mutating func put(_ step: Int, _ artifact: Artifact?) {
    slots[step].isBeingMade = false
    if let artifact { keep(step, artifact) }
  }

  /// Holds an artifact if anyone is still to read it.
  mutating func keep(_ step: Int, _ artifact: Artifact) {
    guard slots[step].readers > 0, slots[step].artifact == nil else { return }
    clock += 1
    slots[step].lastUse = clock
    slots[step].artifact = artifact
    held += artifact.byteCount
    while held > limit, let oldest = oldestStored() { drop(oldest) }
  }

  /// A step will not read its inputs any more; what it alone needed goes, and so on upwards for steps never stored.
  mutating func release(inputsOf step: Int) {
    guard !slots[step].hasReleasedInputs else { return }
    slots[step].hasReleasedInputs = true
    for input in plan.inputs[step] {
      slots[input].readers -= 1
      guard slots[input].readers == 0 else { continue }
      drop(input)
      if !plan.steps[input].isStored { release(inputsOf: input) }
    }
  }

  private func oldestStored() -> Int? {
    slots.indices.filter { slots[$0].artifact != nil && plan.steps[$0].isStored }
      .min { slots[$0].lastUse < slots[$1].lastUse }
  }

  private mutating func drop(_ step: Int) {
    held -= slots[step].artifact?.byteCount ?? 0
    slots[step].artifact = nil
  }
}

extension Artifact {
  /// Roughly the memory that the items take.
  fileprivate var byteCount: Int {
    items.reduce(0) { sum, item in
      switch item.content {
      case .array(let array): sum + array.elements.withUnsafeBytes { $0.count }
      case .table(let table): sum + table.columns.count * table.count * 16
      }
    }
  }

  /// The same artifact as it would come back from the store: every missing real is the same NaN.
  var asStored: Artifact {
    Artifact(
      items.map { item in
        guard case .table(let table) = item.content else { return item }
        return Item(item.name, .table(Table(table.columns.map(\.asStored))))
      })
  }
}

extension Table.Column {
  fileprivate var asStored: Table.Column {
    guard case .reals(let values) = values, values.contains(where: \.isNaN) else { return self }
    return Table.Column(name, unit: unit, .reals(values.map { $0.isNaN ? .nan : $0 }))
  }
}
