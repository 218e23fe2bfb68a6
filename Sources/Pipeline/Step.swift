public import Compute
public import Vocabulary

/// A piece of work whose result is known by its key alone.
public struct Step: Sendable {
  /// Readable and unique within a study, such as `values/digits/knn[k=5]/r0`; never part of the key.
  public let name: String
  /// What the result depends on besides the inputs.
  public let identity: [IdentityPart]
  /// Names of the steps whose results it reads, with the role each plays; the roles are part of the key.
  public let inputs: [Input]
  /// The stream its work draws from; all its units are given the same. Who lets the work draw puts the stream's
  /// description into the identity: a step that draws nothing keeps its key under another seed.
  public let seeds: SeedStream
  public let work: Work
  /// Whether the result is stored; a cheap one is made again in each process that needs it and is known by its key.
  public let isStored: Bool

  public struct Input: Sendable, Hashable {
    public let role: String
    public let step: String
    public init(_ role: String, _ step: String) { (self.role, self.step) = (role, step) }
  }

  /// What a step does. A unit's key leaves the number of units out, so more units keep those already known.
  public enum Work: Sendable {
    case whole(@Sendable (_ inputs: [Artifact], _ run: Run) throws -> Artifact)
    case units(Units)
  }

  public struct Units: Sendable {
    /// How many there are, or with a watch: at most.
    public let count: Int
    /// What every unit depends on besides the inputs and its index.
    public let identity: [IdentityPart]
    /// What one unit depends on beyond that, such as its size where the last is cut short.
    public let own: @Sendable (_ index: Int) -> [IdentityPart]
    /// Makes what hears the units in the order of their indices and says when they are enough; `nil` for all of them.
    public let makeWatch: (@Sendable () -> any UnitWatch)?
    public let unit: @Sendable (_ index: Int, _ inputs: [Artifact], _ run: Run) throws -> Artifact
    public let combine: @Sendable (_ units: [Artifact], _ inputs: [Artifact], _ run: Run) throws -> Artifact

    public init(
      count: Int, identity: [IdentityPart], own: @escaping @Sendable (_ index: Int) -> [IdentityPart] = { _ in [] },
      makeWatch: (@Sendable () -> any UnitWatch)? = nil,
      unit: @escaping @Sendable (_ index: Int, _ inputs: [Artifact], _ run: Run) throws -> Artifact,
      combine: @escaping @Sendable (_ units: [Artifact], _ inputs: [Artifact], _ run: Run) throws -> Artifact
    ) {
      (self.count, self.identity, self.own, self.makeWatch) = (count, identity, own, makeWatch)
      (self.unit, self.combine) = (unit, combine)
    }
  }

  public init(
    name: String, identity: [IdentityPart], inputs: [Input], seeds: SeedStream, isStored: Bool = true, work: Work
  ) {
    (self.name, self.identity, self.inputs, self.seeds) = (name, identity, inputs, seeds)
    (self.isStored, self.work) = (isStored, work)
  }
}

/// Hears a step's units in the order of their indices and says when they are enough.
///
/// The decision is a pure function of the units heard, so that it is the same in whatever order they were computed, and
/// again when a killed run goes on from those that are stored.
public protocol UnitWatch {
  /// Takes the next unit. Throws where it cannot judge.
  mutating func isEnough(adding unit: Artifact) throws -> Bool
}

/// One named part of a key, such as (`k`, `i5`), with the place in the study it came from, for telling why a step runs.
public struct IdentityPart: Sendable, Hashable {
  public let name: String
  /// Enters the key.
  public let value: String
  /// `file:line`, or "" — never in the key.
  public let place: String
  public init(_ name: String, _ value: String, place: String = "") {
    (self.name, self.value, self.place) = (name, value, place)
  }
}
