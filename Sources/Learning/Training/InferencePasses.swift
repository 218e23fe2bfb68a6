import Compute

/// Rows that are taken through a network, some at a time, in passes of inference.
enum InferencePasses {
  /// Rows of one pass.
  private static let rows = 256

  /// Calls `body` with every range of so many rows, in order, or with smaller ones as ``RowPasses`` does.
  static func forEach(of count: Int, on backend: any Backend, _ body: (_ rows: Range<Int>) throws -> Void) throws {
    try RowPasses.forEach(of: count, atMost: rows, on: backend, body)
  }
}
