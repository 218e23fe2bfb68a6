import Foundation
import Plot
import Testing
import Vocabulary

@testable import Report

@Suite struct PDFTests {
  @Test func `The sample is written for looking at`() throws {
    let folder = URL(filePath: "/tmp/report")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(try Sample.document.pdf()).write(to: folder.appending(path: "x.pdf"))
  }
}
