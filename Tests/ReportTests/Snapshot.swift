import Foundation
import Testing

/// Compares a text with `Snapshots/<name>`; with RECORD_SNAPSHOTS=1 writes it there instead.
func expectSnapshot(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
  let url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Snapshots/\(name)")
  if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
    try text.write(to: url, atomically: true, encoding: .utf8)
  }
  let recorded = try String(contentsOf: url, encoding: .utf8)
  #expect(text == recorded, "differs from Snapshots/\(name)", sourceLocation: sourceLocation)
}
