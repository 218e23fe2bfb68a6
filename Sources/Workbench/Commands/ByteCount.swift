import ArgumentParser

/// An amount of memory as people write it: 500MB, 2GB, 1.5 GiB.
struct ByteCount: ExpressibleByArgument {
  let bytes: Int

  private static let units = [
    ("KiB", 1024.0), ("MiB", 1_048_576), ("GiB", 1_073_741_824), ("TiB", 1_099_511_627_776), ("KB", 1e3), ("MB", 1e6),
    ("GB", 1e9), ("TB", 1e12), ("B", 1),
  ]

  init?(argument: String) {
    let text = argument.filter { !$0.isWhitespace }
    guard let (unit, factor) = Self.units.first(where: { text.lowercased().hasSuffix($0.0.lowercased()) }),
      let count = Double(text.dropLast(unit.count)), count > 0, count * factor < 1e18, count * factor >= 1
    else { return nil }
    bytes = Int(count * factor)
  }
}
