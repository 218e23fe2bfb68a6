/// The distinct labels of a data set in order, and the number each gets.
struct Classes {
  /// Sorted: as numbers where all are whole numbers, else as text by code units.
  let names: [String]
  private let numbers: [String: Int]

  init(of labels: [String]) {
    let distinct = Array(Set(labels))
    let integers = distinct.compactMap(Int.init)
    // Texts that differ but mean one number ("1", "01") stay apart: the second key orders them.
    names =
      integers.count == distinct.count
      ? distinct.sorted { (Int($0) ?? 0, $0) < (Int($1) ?? 0, $1) }
      : distinct.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    numbers = Dictionary(uniqueKeysWithValues: zip(names, names.indices))
  }

  /// The class of each label, which must be among those given before.
  func encode(_ labels: [String]) -> [Int] { labels.compactMap { numbers[$0] } }
}
