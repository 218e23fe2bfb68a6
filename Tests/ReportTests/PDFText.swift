import Foundation

/// What `pdftotext` reads in a PDF.
enum PDFText {
  static let program = "/usr/bin/pdftotext"
  static var isInstalled: Bool { FileManager.default.isExecutableFile(atPath: program) }

  static func of(_ pdf: [UInt8]) throws -> String {
    let file = FileManager.default.temporaryDirectory.appending(path: "report-\(UUID().uuidString).pdf")
    try Data(pdf).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = [file.path(), "-"]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let text = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    return text
  }
}
