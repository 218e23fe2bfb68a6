import Foundation
import Testing

/// The project's scripts in the shell's language, told by their first line.
private func scripts() throws -> [URL] {
  let base = Repository.root.appending(path: "scripts")
  let names = FileManager.default.enumerator(atPath: base.path)?.compactMap { $0 as? String } ?? []
  return names.sorted().map { base.appending(path: $0) }.filter { url in
    (try? String(contentsOf: url, encoding: .utf8))?.hasPrefix("#!") == true
  }
}

@Test("the shell can read every script, and every script can be started")
func shellScripts() throws {
  let scripts = try scripts()
  #expect(scripts.count >= 5)
  for script in scripts {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments = ["-n", script.path]
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "bash -n \(script.path)")
    #expect(FileManager.default.isExecutableFile(atPath: script.path), "\(script.path)")
  }
}

@Test("the program that is handed on brings in no tables of all languages")
func smallProgram() throws {
  // Each pulls in Foundation's larger half, which makes a static build four times as large.
  let words = [
    "String(format:", "FileHandle", "NSError", "NSRegularExpression", "Process()", "ISO8601DateFormatter", "Thread.",
  ]
  for file in try Repository.files("Sources") {
    for word in words { #expect(!file.text.contains(word), "\(file.path): \(word)") }
  }
}
