import Datasets

extension Examples {
  /// Positions of the examples of each class that has any, in the order of classes.
  var positionsByClass: [[Int]] {
    var positions = [[Int]](repeating: [], count: classes)
    for (position, label) in labels.enumerated() { positions[label].append(position) }
    return positions.filter { !$0.isEmpty }
  }
}
