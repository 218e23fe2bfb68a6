/// The blocks of one section by name, broken ones remembered so that naming them is not a second mistake.
struct Symbols<Block> {
  /// Every name the section has, in its order.
  private(set) var names: [String] = []
  private var blocks: [String: Block] = [:]
  /// Whether the section itself could not be read, so that no name can be called unknown.
  var isUnreadable = false

  enum Lookup {
    case found(Block)
    case broken
    case unknown
  }

  mutating func add(_ name: String, _ block: Block?) {
    names.append(name)
    blocks[name] = block
  }

  /// Adds another section's blocks, whose names are others.
  mutating func append(_ other: Symbols) {
    for name in other.names where !names.contains(name) { add(name, other.blocks[name]) }
    isUnreadable = isUnreadable || other.isUnreadable
  }

  func lookup(_ name: String) -> Lookup {
    if let block = blocks[name] { return .found(block) }
    return isUnreadable || names.contains(name) ? .broken : .unknown
  }

  /// The sound blocks, in the order of the section.
  var all: [Block] { names.compactMap { blocks[$0] } }

  /// Whether every block is sound.
  var isWhole: Bool { !isUnreadable && blocks.count == names.count }
}
