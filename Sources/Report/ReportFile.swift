import Plot
public import Vocabulary

/// A file of a finished report.
public struct ReportFile: Sendable, Hashable {
  /// Relative to the report's folder, such as `figures/detection.png`.
  public let path: String
  public let bytes: [UInt8]
  public init(path: String, bytes: [UInt8]) { (self.path, self.bytes) = (path, bytes) }
}

/// What a document can be written as.
public enum ReportFormat: String, Sendable, Hashable, CaseIterable {
  case markdown, pdf
}

extension Document {
  /// The document with everything that belongs beside it: pictures, their data and alt texts, the tables' data, and
  /// what each was made from.
  ///
  /// There is a text for every layout in every format. `csv` turns a table into the bytes of a file. Throws what it throws, and `PlotError` where drawing fails.
  public func files(
    formats: Set<ReportFormat> = Set(ReportFormat.allCases), layouts: [Layout] = [.paper],
    csv: (Table) throws -> [UInt8]
  ) throws -> [ReportFile] {
    try texts(formats: formats, layouts: layouts) + attachments(csv: csv)
  }

  /// The texts alone, which are ready long before all pictures are.
  public func texts(formats: Set<ReportFormat>, layouts: [Layout]) throws -> [ReportFile] {
    try layouts.flatMap { try texts($0, formats) }
  }

  /// What belongs beside the texts: pictures, data, alt texts and origins.
  public func attachments(csv: (Table) throws -> [UInt8]) throws -> [ReportFile] {
    var files: [ReportFile] = []
    for block in (answer + blocks).flattened {
      if case .figure(let figure) = block { files += try figure.files(csv: csv) }
      if case .worked(let worked) = block { files += try worked.files(csv: csv) }
      if case .table(let table) = block {
        files.append(ReportFile(path: table.path("csv"), bytes: try csv(table.data)))
        files += table.origin.map { [ReportFile(path: table.path("json"), bytes: $0.bytes)] } ?? []
      }
    }
    return files
  }

  private func texts(_ layout: Layout, _ formats: Set<ReportFormat>) throws -> [ReportFile] {
    var files: [ReportFile] = []
    if formats.contains(.markdown) {
      files.append(ReportFile(path: "\(layout.fileName).md", bytes: Array(markdown(layout).utf8)))
    }
    if formats.contains(.pdf) { files.append(ReportFile(path: "\(layout.fileName).pdf", bytes: try pdf(layout))) }
    return files
  }
}

extension FigureBlock {
  fileprivate func files(csv: (Table) throws -> [UInt8]) throws -> [ReportFile] {
    [
      ReportFile(path: path("png"), bytes: try figure.scene.png()),
      ReportFile(path: path("pdf"), bytes: try figure.scene.pdf()),
      ReportFile(path: path("svg"), bytes: try figure.scene.svg()),
      ReportFile(path: path("csv"), bytes: try csv(figure.data)),
      ReportFile(path: path("txt"), bytes: Array((figure.altText + "\n").utf8)),
    ] + (origin.map { [ReportFile(path: path("json"), bytes: $0.bytes)] } ?? [])
  }
}
