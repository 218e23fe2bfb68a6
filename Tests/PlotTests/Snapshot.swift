import Foundation
import Plot
import Testing

/// Compares a scene's text with the file of that name; RECORD_SNAPSHOTS=1 writes the file instead.
func expectSnapshot(_ scene: Scene, _ name: String, at location: SourceLocation = #_sourceLocation) throws {
  let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Snapshots")
  let file = folder.appendingPathComponent("\(name).scene")
  if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
    try scene.text.write(to: file, atomically: true, encoding: .utf8)
    return
  }
  let expected = try String(contentsOf: file, encoding: .utf8)
  let pairs = zip(expected.split(separator: "\n"), scene.text.split(separator: "\n")).enumerated()
  let difference = pairs.first { $0.element.0 != $0.element.1 }
  #expect(
    scene.text == expected,
    "\(name).scene, first difference at line \(difference.map { "\($0.offset + 1): \($0.element)" } ?? "of the end")",
    sourceLocation: location)
}
