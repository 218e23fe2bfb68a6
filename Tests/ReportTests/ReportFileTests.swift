import Plot
import Testing
import Vocabulary

@testable import Report

@Suite struct ReportFileTests {
  private let document = Document(
    title: "t",
    blocks: [.figure(Sample.figure("detection", caption: "c")), .table(Sample.metrics), .table(Sample.accuracy)])

  @Test func `A report comes with its pictures, their data and texts`() throws {
    let files = try document.files { table in Array("columns \(table.columns.map(\.name))".utf8) }
    #expect(
      files.map(\.path) == [
        "report.md", "report.pdf", "figures/detection.png", "figures/detection.pdf", "figures/detection.svg",
        "figures/detection.csv", "figures/detection.txt", "tables/detection_metrics.csv", "tables/removal_accuracy.csv",
      ])
    let texts = files.map { String(decoding: $0.bytes, as: UTF8.self) }
    #expect(texts[5] == "columns [\"x\", \"y\"]")
    #expect(texts[6] == "A chart [two panels] of detection: y rises from 0.5 to 1.\n")
    #expect(texts[7] == "columns [\"method\", \"average_precision\"]")
    #expect(texts[8] == "columns [\"method\", \"order\", \"0 %\", \"25 %\", \"50 %\"]")
    #expect(files[2].bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]))
  }

  @Test func `Every file that the Markdown links to is written`() throws {
    let files = try document.files(formats: [.markdown]) { _ in [] }
    let prose = ProseReader.blocks(document.markdown()).flatMap(\.inlines)
    let linked = prose.flatMap { inline in inline.uris }.filter { !$0.hasPrefix("#") }
    #expect(linked.count == 6)
    #expect(Set(linked).isSubset(of: Set(files.map(\.path))))
    #expect(!files.contains { $0.path == "report.pdf" })
  }

  @Test func `What a failing codec throws is passed on`() {
    struct Full: Error {}
    #expect(throws: Full.self) { try document.files { _ in throw Full() } }
  }
}

extension Inline {
  fileprivate var uris: [String] {
    switch self {
    case .link(_, let uri), .image(_, let uri): [uri]
    default: children.flatMap(\.uris)
    }
  }
}
