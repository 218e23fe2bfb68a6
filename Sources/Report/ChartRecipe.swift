public import Plot
public import Vocabulary

/// Turns results into a picture; knows columns, never methods. Its card is what `figure:` cells are checked against.
public protocol ChartRecipe: Component {
  /// What it wants to be given.
  var demand: ChartDemand { get }
  /// Draws; `width` is in points, the height follows from the content.
  func figure(of data: ChartData, width: Double) -> Figure
}

/// The data a chart is made from.
public enum ChartDemand: Sendable, Hashable {
  /// The aggregated table of a task; see `ChartData.task`.
  case task(String)
  /// A table that a theory check found; see `ChartData.task`.
  case theory(String)
  /// What some methods give the training rows of a case, replicate 0, with what tells the rows apart.
  case values(methods: [String], caseName: String, by: RowGrouping)
  /// Training images at one end of a method's ranking, replicate 0, lowest or highest value first.
  case images(method: String, caseName: String, lowest: Bool, count: Int)
}

extension ChartDemand {
  /// What a chart of a task or of a theory check wants; that one of them is named is the checker's.
  init(task: String?, theory: String?) {
    switch (task, theory) {
    case (let task?, nil): self = .task(task)
    case (nil, let theory?): self = .theory(theory)
    default: preconditionFailure("a chart of \(task ?? "no task") and of \(theory ?? "no theory check")")
    }
  }
}

/// What a demand was answered with.
public enum ChartData: Sendable {
  /// Means over replicates, filtered, and the declarations of the task's columns.
  ///
  /// Columns: `case` and `method` (texts), the task's dimensions, and for every measure m its mean `m` with the ends
  /// of its 95 % interval, `m_low` and `m_high`, NaN where there is none.
  ///
  /// A theory check's table comes as it is: it has the columns declared, and no interval but what it declares.
  case task(Table, [ColumnDeclaration])
  /// Columns: `row` (in the source, from 0; the player of a game), `class` (the label given) where the demand groups by
  /// class, `is_corrupted` where anything is known to be, and `value_` with each method's label.
  case values(Table)
  case images([LabelledImage])
}

/// A small picture with the facts printed under it.
public struct LabelledImage: Sendable, Hashable {
  /// Grey levels 0…1 row by row, [height · width], 1 is ink; or three planes for colour, [3 · height · width], 1 is light.
  public let pixels: [Float]
  public let width: Int
  public let height: Int
  /// The row in the source.
  public let row: Int
  public let value: Double
  public let givenLabel: String
  public let trueLabel: String
  public init(
    pixels: [Float], width: Int, height: Int, row: Int, value: Double, givenLabel: String, trueLabel: String
  ) {
    (self.pixels, self.width, self.height, self.row) = (pixels, width, height, row)
    (self.value, self.givenLabel, self.trueLabel) = (value, givenLabel, trueLabel)
  }
}

/// A drawn chart with the data it shows and a text for those who cannot see it.
public struct Figure: Sendable {
  public let scene: Scene
  /// What is drawn: means and interval ends, not raw replicates.
  public let data: Table
  public let altText: String
  /// A plain sentence that belongs under the chart, such as what it cannot show; "" for none.
  public let remark: String
  public init(scene: Scene, data: Table, altText: String, remark: String = "") {
    (self.scene, self.data, self.altText, self.remark) = (scene, data, altText, remark)
  }
}
