/// Which wording of a theorem a check judges.
enum StatementVariant: String, CaseIterable, Sendable {
  /// As the paper prints it.
  case asPrinted = "as_printed"
  /// As it holds, with the repairs that the check's finding gives reasons for.
  case asRepaired = "as_repaired"
}
