import Compute
import DSL
import Report
import Valuation
import Vocabulary

/// The appendix: what was used, where it ran, where the numbers come from.
struct Appendix {
  let loaded: LoadedStudy
  let results: StudyResults

  private var study: Study { loaded.study }

  private var origins: Origins { Origins(loaded: loaded, results: results) }

  /// The parts asked for; the last of them tells of the blocks of the report, and of the table of estimates.
  func blocks(_ parts: [ReportBlock.Appendix], after others: [Block]) throws -> [Block] {
    let estimates = parts.contains(.methods) ? try EstimateTable(results: results, origins: origins).blocks : []
    return [.appendix]
      + (try parts.flatMap { part in
        switch part {
        case .methods: methods + estimates
        case .environment: environment
        case .provenance: try provenance + sources(of: others + estimates)
        }
      })
  }

  // MARK: Methods

  private var methods: [Block] {
    var blocks: [Block] = [.section(title: "Methods", level: 1)]
    blocks += study.methods.map { .prose(markdown: methodText($0)) }
    if !study.strategies.isEmpty {
      blocks.append(.section(title: "Strategies", level: 2))
      blocks += study.strategies.map { .prose(markdown: methodText($0)) }
    }
    blocks.append(.section(title: "Data, embeddings, models and tasks", level: 2))
    blocks.append(.prose(markdown: partsText))
    return blocks
  }

  /// A paragraph a method: name, kind, sentence, formula; then parameters and source as a list.
  private func methodText(_ block: MethodBlock) -> String {
    let card = block.card
    let meaning = ([card.name.inCode] + directions(of: block).map(\.rawValue)).joined(separator: ", ")
    let head = "**\(block.name.escapedForProse)** (\(meaning)). \(card.summary.escapedForProse)"
    let settings = settings(of: block.instances.map(\.component), card)
    let parameters = settings.isEmpty ? [] : ["- Parameters: \(settings)."]
    let source = card.citation.isEmpty ? [] : ["- Source: \(card.citation.escapedForProse)."]
    let formula = card.formula.isEmpty ? "" : "\n\n$$\(card.formula)$$"
    let list = parameters + source
    return head + formula + (list.isEmpty ? "" : "\n\n" + list.joined(separator: "\n"))
  }

  /// What high values of a method's instances mean, which their parameters may turn round; none for a strategy.
  private func directions(of block: MethodBlock) -> [Direction] {
    guard block.card.direction != nil else { return [] }
    let found = Set(block.instances.map { Registries.method($0.component).direction })
    return Direction.allCases.filter(found.contains)
  }

  private var partsText: String {
    let data = study.datasets.map { block in
      let corruption = block.corruption.map { "\($0.name.inCode) (\(settings($0, of: card(.corruption, $0))))" }
      let parts = ([describe(block.name, block.source, .source)] + corruption).joined(separator: ", then ")
      let split =
        block.split.map { "; \($0.train) training, \($0.validation) validation and \($0.test) test rows" } ?? ""
      return "- Data set \(parts)\(split)."
    }
    let games = study.cases.compactMap { block in
      block.game.map { "- Game \(describe(block.name, $0, .game))." }
    }
    let others =
      games + study.embeddings.map { "- Embedding \(describe($0.name, $0.component, .embedding))." }
      + study.models.map { "- Model \(describe($0.name, $0.component, .learner))." }
      + study.tasks.map { "- Task \(describe($0.name, $0.component, .task))." }
    let excluded = study.excluded.map { "\($0.method.inCode) on \($0.caseName.inCode)" }
    let note = excluded.isEmpty ? [] : ["- Not run, excluded by the study: \(excluded.joined(separator: ", "))."]
    return (data + others + note).joined(separator: "\n")
  }

  private func describe(_ name: String, _ value: ComponentValue, _ kind: ComponentKind) -> String {
    let card = card(kind, value)
    let settings = settings(value, of: card)
    let sentence = (card?.summary ?? "").escapedForProse.trimmingFullStop
    return "**\(name)** (`\(value.name)`\(settings.isEmpty ? "" : "; \(settings)")): \(sentence.lowercasedFirst)"
  }

  private func card(_ kind: ComponentKind, _ value: ComponentValue) -> Card? {
    Registries.catalogue.card(kind, value.name)
  }

  /// `k = 5, metric = euclidean`, in the order of the card; what is absent is left out.
  private func settings(_ value: ComponentValue, of card: Card?) -> String { settings(of: [value], card) }

  /// The same for the instances of a sweep: `k = 1, 5 or 10, metric = euclidean`.
  private func settings(of values: [ComponentValue], _ card: Card?) -> String {
    (card?.parameters ?? []).compactMap { parameter in
      var texts: [String] = []
      for case let text? in values.map({ setting($0, parameter) }) where !texts.contains(text) { texts.append(text) }
      return texts.isEmpty ? nil : "\(parameter.name.inCode) = \(texts.joinedAsChoice)"
    }.joined(separator: ", ")
  }

  /// A parameter's value as prose; `nil` where there is none.
  private func setting(_ value: ComponentValue, _ parameter: ParameterDeclaration) -> String? {
    switch value.arguments.values[parameter.name] ?? parameter.fallback {
    case nil, .none?: nil
    case .record(let fields)?: Value.record(fields.filter { $0.value != .none }).description.escapedForProse
    case .component(let component)?: blockName(component).inCode
    case let given?: given.description.escapedForProse
    }
  }

  /// The name the study gives a model, so that the list need not repeat its parameters.
  private func blockName(_ component: ComponentValue) -> String {
    study.models.first { $0.component == component }?.name ?? component.name
  }

  // MARK: Environment

  private var environment: [Block] {
    let replicates = study.replicates
    let intervals =
      replicates > 1
      ? """
      Numbers are means over \(replicates) replicates, counted from 0; each re-draws split, corruption and \
      initialisation. Intervals are 95 % t intervals over replicates, and comparisons are paired by replicate. \
      Replicates of one finite data set overlap in their rows, so the intervals tell of this data set, not of others.
      """
      : "The study has one replicate, so no intervals are given."
    return [
      .section(title: "Environment", level: 1),
      .prose(markdown: intervals),
      .table(
        ReportTable(
          name: "environment",
          columns: [.init("what"), .init("which")],
          rows: ([
            ["program", "workbench \(Release.version)"], ["device", loaded.device.phrase],
          ] + loaded.device.rows + [
            [
              "linear algebra",
              "OpenBLAS \(LinearAlgebra.openBLASVersion), core \(LinearAlgebra.openBLASCore), one thread per product",
            ],
            ["random numbers", "Philox 4×32-10, root seed \(study.seed)"],
          ]).map { $0.map { ReportTable.Cell($0) } },
          caption:
            "What computed the numbers. The same machine and versions give the same bytes at any number of threads.")),
    ]
  }

  // MARK: Provenance

  private var provenance: [Block] {
    get throws {
      let manifest = try Manifest(loaded: loaded, results: results)
      let known = manifest.steps.filter { $0.result != nil }
      let digest = ContentKey(of: known.map { "\($0.name) \($0.key ?? "") \($0.result ?? "")" }.joined(separator: "\n"))
      let overrides = study.overrides.isEmpty ? [] : [["overrides", study.overrides.joined(separator: "; ")]]
      let rows =
        [["study", manifest.study.sha256]] + overrides
        + manifest.data.map { ["data set \($0.name) (\($0.source))", $0.sha256 ?? "generated from the seed"] }
        + [["all \(known.count) results", digest.description]]
      return [
        .section(title: "Provenance", level: 1),
        .table(
          ReportTable(
            name: "provenance",
            columns: [.init("what"), .init("SHA-256")],
            rows: rows.map { [ReportTable.Cell($0[0]), ReportTable.Cell($0[1], isCode: true)] },
            caption:
              "Digests of what went in and what came out. `manifest.json` beside this report lists the key and the result of every step; `values/` holds the values of every method."
          )),
      ]
    }
  }

  /// What each figure and table was made from; nothing where the report has none.
  private func sources(of blocks: [Block]) -> [Block] {
    let rows = blocks.flattened.compactMap { block -> [String]? in
      switch block {
      case .figure(let figure): figure.origin.map { row("figure \(figure.name)", $0) }
      case .table(let table): table.origin.map { row("table \(table.name)", $0) }
      case .worked(let worked): worked.origin.map { row("worked example \(worked.name)", $0) }
      default: nil
      }
    }
    guard !rows.isEmpty else { return [] }
    return [
      .table(
        ReportTable(
          name: "sources",
          columns: [.init("what"), .init("results", .right), .init("digest of their keys")],
          rows: rows.map { [ReportTable.Cell($0[0]), ReportTable.Cell($0[1]), ReportTable.Cell($0[2], isCode: true)] },
          caption:
            "Results that each figure and table was made from. A file beside its data, such as `figures/NAME.json`, names their "
            + "steps and keys; \(origins.command.inCode) draws all of them again."))
    ]
  }

  private func row(_ name: String, _ origin: Origin) -> [String] {
    [name, "\(origin.count)", ContentKey(of: origin.sources.flatMap(\.keys).joined(separator: "\n")).short(16)]
  }
}

extension String {
  /// As inline code; names and paths hold no back-ticks.
  var inCode: String { "`\(self)`" }

  /// Escaped, so that CommonMark reads it as plain text.
  var escapedForProse: String { Document.escaped(self) }

  var trimmingFullStop: String { hasSuffix(".") ? String(dropLast()) : self }

  /// The first letter in lower case, unless the word is an abbreviation or a name written in capitals.
  var lowercasedFirst: String {
    let second = dropFirst().first
    return second?.isUppercase == true ? self : prefix(1).lowercased() + dropFirst()
  }
}

extension PickedDevice {
  /// `cpu`, or a graphics processor by its model: `cuda, NVIDIA H200 with compute capability 9.0 and 143,771 MiB`.
  fileprivate var phrase: String {
    guard let description else { return device.name }
    let capability = description.computeCapability
    return "\(device.name), \(description.name) with compute capability \(capability.major).\(capability.minor) and "
      + DeviceError.mebibytes(description.totalMemory)
  }

  /// What drives a graphics processor, and how exact its products are.
  fileprivate var rows: [[String]] {
    guard let description else { return [] }
    let convolutions = description.dnn.map { "cuDNN \($0)" } ?? "no cuDNN"
    return [
      [
        "CUDA",
        "driver for \(description.driver), cuBLAS \(description.blas), NVRTC \(description.compiler), \(convolutions)",
      ],
      ["precision", "\(device.precision.rawValue) in large products and convolutions, single or better elsewhere"],
    ]
  }
}

extension [String] {
  /// `a, b or c`.
  fileprivate var joinedAsChoice: String {
    guard let last, count > 1 else { return first ?? "" }
    return dropLast().joined(separator: ", ") + " or " + last
  }
}
