import Compute
import DSL
import Evaluation
import Report
import Vocabulary

/// The verdicts on a study's claims and theory checks.
struct Verdicts {
  let results: StudyResults

  private var study: Study { results.plan.study }

  /// A claim's verdict; `nil` where a step it needs failed.
  func verdict(_ claim: ClaimBlock) throws -> ClaimVerdict? {
    guard let left = try results.samples(claim.metric, method: claim.left),
      let right = try results.samples(claim.metric, method: claim.right), left.count == right.count
    else { return nil }
    return ClaimVerdict(left: left, right: right, relation: claim.relation, margin: claim.margin)
  }

  /// Claims with effect, interval, margin and verdict.
  func table(name: String, caption: String, origin: Origin) throws -> Block {
    let rows = try study.claims.map { claim -> [ReportTable.Cell] in
      let verdict = try verdict(claim)
      return [
        .init(claim.says), .init(compared(claim)), .init(effect(verdict)), .init(claim.margin.asWritten),
        .init(word(verdict), isBold: true),
      ]
    }
    return .table(
      ReportTable(
        name: name,
        columns: [
          .init("claim"), .init("compared"), .init("effect", .left), .init("margin", .right), .init("verdict"),
        ],
        rows: rows, caption: caption + note, origin: origin))
  }

  /// For page one: a table of verdicts and a line about theory; nothing where nothing is claimed or checked.
  func atAGlance() throws -> [Block] {
    let claims = try study.claims.map { claim in
      let verdict = try verdict(claim)
      return "| \(claim.says.escapedForProse) | \(effect(verdict)) | **\(word(verdict).capitalisedFirst)** |"
    }
    let table =
      claims.isEmpty
      ? [] : [(["| claim | effect | verdict |", "| --- | --- | --- |"] + claims).joined(separator: "\n")]
    let checks = try study.theory.map { block in
      let result = try results.theory(block.check.name)
      // What fails is the statement that was checked, not the check.
      let word = result?.verdict == .fails ? "fails as stated" : result?.verdict.rawValue ?? "failed to run"
      return "\(block.check.name.inCode) \(word)"
    }
    let theory = checks.isEmpty ? [] : ["Theory: \(checks.joined(separator: ", "))."]
    return (table + theory).map { .prose(markdown: $0) }
  }

  /// Required checks and claims that did not come out, for the exit code.
  func unmet() throws -> [String] {
    let checks = try study.theory.filter(\.isRequired).compactMap { block -> String? in
      let name = block.check.name
      guard let verdict = try results.theory(name)?.verdict, !verdict.satisfies else {
        return nil
      }
      return "the theory check '\(name)' \(verdict == .fails ? "fails" : "is \(verdict.rawValue)")"
    }
    let claims = try study.claims.filter(\.isRequired).compactMap { claim -> String? in
      guard let verdict = try verdict(claim), verdict.outcome != .reproduced else { return nil }
      return "the claim '\(claim.name)' is \(word(verdict))"
    }
    return checks + claims
  }

  private var note: String {
    " Effects are means over \(study.replicates) replicates with paired 95 % t intervals; a claim is reproduced where the "
      + "whole interval lies above the margin, not reproduced where it lies below, and inconclusive otherwise."
  }

  private func compared(_ claim: ClaimBlock) -> String {
    let sign = claim.relation == .greater ? ">" : "<"
    let metric = results.declarations(task: claim.metric.task).flatMap(\.columns).first {
      $0.name == claim.metric.metric
    }
    // Claims that differ only in a dimension, such as the share kept, are told apart.
    let place = [claim.metric.caseName] + claim.metric.conditions.map { "\($0.column.spaced) \($0.text)" }
    return "\(metric?.label ?? claim.metric.metric) on \(place.joined(separator: ", ")): "
      + "\(claim.left) \(sign) \(claim.right)"
  }

  private func effect(_ verdict: ClaimVerdict?) -> String {
    guard let effect = verdict?.effect else { return "not available" }
    // An interval is read at a glance or not at all: it does not break between lines.
    return String(EstimateText.meanInterval(effect, signed: true).map { $0 == " " ? "\u{A0}" : $0 })
  }

  private func word(_ verdict: ClaimVerdict?) -> String {
    switch verdict?.outcome {
    case nil: "a step failed"
    case .reproduced?: "reproduced"
    case .notReproduced?: "not reproduced"
    case .inconclusive?: "inconclusive"
    case .noVerdict(.tooFewReplicates(let found))?:
      "no verdict (\(found) of at least \(Relation.fewestReplicates) replicates)"
    case .noVerdict(.undefinedReplicates(let count, let total))?:
      "no verdict (\(count) of \(total) replicates undefined)"
    }
  }
}

extension String {
  fileprivate var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}
