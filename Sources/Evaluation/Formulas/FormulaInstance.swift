import Compute
import Valuation

/// A game small enough to be enumerated, with what a formula says of it and what the product computes for it.
struct FormulaInstance: Sendable {
  /// The data as a reader writes it, such as "v = (0, 1, 1), K = 5".
  let label: String
  /// Which formula, where a method has several.
  let formula: String
  let game: RationalGame
  let semivalue: Semivalue
  /// The formula's values; `nil` where it is not defined.
  let values: [Rational]?
  /// The workbench's form, where the printed one is checked beside it; `nil` elsewhere.
  var repaired: [Rational]?
  /// Values of the same data by the product's code, with the error its arithmetic may have.
  var computed: [Computed] = []

  /// Values by the product's own code.
  struct Computed: Sendable {
    let values: [Double]
    /// The largest difference that rounding explains.
    let tolerance: Double
  }
}

/// Which text of a formula is checked.
enum FormulaVariant: String, Sendable, CaseIterable {
  case asImplemented = "as_implemented"
  case asPrinted = "as_printed"
}

/// A method that claims to need no enumeration.
protocol ClosedForm: Sendable {
  /// The method's name in prose.
  var title: String { get }
  /// Where the formula is printed, with its number; `nil` where no paper prints one.
  var printedIn: String? { get }
  /// The neighbours K of the study's method; `nil` where there are none.
  var neighbours: Int? { get }
  /// What goes wrong in the printed formula, said only where the check has seen it fail.
  var defect: String { get }
  /// Small games of so many players, all deterministic.
  func instances(
    _ variant: FormulaVariant, players: Int, neighbours: Int, in run: Run
  ) throws -> [FormulaInstance]
  /// A counterexample to the printed formula that the literature or a reader may ask for.
  func exhibit(in run: Run) throws -> FormulaInstance?
}

extension ClosedForm {
  var neighbours: Int? { nil }
  func exhibit(in run: Run) throws -> FormulaInstance? { nil }
}

/// Numbers as readers write them.
enum FractionText {
  static func list(_ numbers: [Rational]) -> String {
    "(" + numbers.map(\.description).joined(separator: ", ") + ")"
  }

  /// "1", "1 and 2", "1, 2 and 5".
  static func list(_ numbers: [Int]) -> String {
    guard let last = numbers.last, numbers.count > 1 else { return numbers.map(String.init).joined() }
    return numbers.dropLast().map(String.init).joined(separator: ", ") + " and \(last)"
  }

  /// A share such as "3 of 4".
  static func of(_ count: Int, _ total: Int) -> String { "\(count) of \(total)" }
}
