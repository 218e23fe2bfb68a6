/// How a claim compares two methods, paired by replicate.
public enum Relation: String, Sendable, Hashable, CaseIterable {
  /// left − right lies above a margin.
  case greater
  /// right − left lies above a margin.
  case less

  /// With fewer paired replicates than this no claim gets a verdict, since a single odd one could decide it.
  public static let fewestReplicates = 6
}
