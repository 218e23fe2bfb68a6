/// Rows that a device takes some at a time.
package enum RowPasses {
  /// Calls `body` with every range of so many rows at most, in order.
  ///
  /// A pass that the device has no room for is asked for again in halves, as are those after it. On some devices the bits of
  /// a row depend on the size of its pass: so no pass is made smaller before one did not fit. A `body` that throws must
  /// leave nothing behind, and nobody else may use the backend meanwhile. Throws ``DeviceError`` where there is no room for
  /// one row, and what `body` does.
  package static func forEach(
    of count: Int, atMost most: Int, on backend: any Backend, _ body: (_ rows: Range<Int>) throws -> Void
  ) throws {
    var (first, size) = (0, most)
    while first < count {
      let last = min(first + size, count)
      do {
        try body(first..<last)
        first = last
      } catch let error as DeviceError {
        guard case .outOfMemory = error, last - first > 1 else { throw error }
        size = (last - first + 1) / 2
        backend.recover()
      }
    }
  }
}
