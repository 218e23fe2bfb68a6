import Synchronization

/// How much of a device's memory is taken, against a budget.
final class DeviceLedger: Sendable {
  /// The most bytes to take.
  let budget: Int
  private let taken = Mutex(0)

  init(budget: Int) { self.budget = budget }

  /// Bytes taken from the driver, whether a tensor holds them or a lane keeps them for the next.
  var bytes: Int { taken.withLock { $0 } }

  /// Takes bytes unless that would exceed the budget.
  func take(_ bytes: Int) -> Bool {
    taken.withLock { taken in
      guard taken + bytes <= budget else { return false }
      taken += bytes
      return true
    }
  }

  /// What to say where so many bytes more could not be taken.
  func noRoom(for bytes: Int) -> DeviceError {
    .outOfMemory(device: "cuda", bytes: bytes, used: self.bytes, budget: budget)
  }

  /// Gives bytes back.
  func give(_ bytes: Int) { taken.withLock { $0 -= bytes } }
}
