import Plot
import Vocabulary

@testable import Report

/// A realistic report for looking at and for snapshots.
enum Sample {
  static let document = Document(
    title: "CHG-Shapley versus KNN-Shapley",
    question: "Does one training run (CHG) find bad data as well as an *exact* nearest-neighbour game (KNN)?",
    answer: [
      .prose(
        markdown: """
          On flipped digits the average precision of CHG-Shapley minus that of KNN-Shapley is **0.031**
          [0.012, 0.050]: CHG-Shapley finds more of them (@tbl:detection_metrics, @fig:detection).
          """)
    ],
    blocks: introduction + detection + removal + appendix)

  static let introduction: [Block] = [
    .prose(
      markdown: """
        # Two ways to price a data point
        A value answers "how much would we lose without this example?". KNN-Shapley is exact for a
        nearest-neighbour game; CHG-Shapley approximates one training run by the gain in loss that a subset of
        gradients would bring. Both give every training point $i$ a value $\\phi_i$, and both are *efficient*: the
        values add up to the utility of all points, $\\sum_i \\phi_i = v(N)$.

        What is compared:

        1. **Detection.** Are flipped labels among the lowest values?
        2. **Removal.** Does accuracy *rise* when the lowest are removed?
           - lowest first
           - highest first
        3. **Cost.** Counted in model fits and distance evaluations, never in seconds.

        ## Settings
        The study is one file:

        ```yaml
        methods:
          knn: {kind: knn_shapley, k: {sweep: [1, 5, 10]}, headline: {k: 5}}
          chg: {kind: chg_shapley, model: logreg}   # softmax regression, trained once for thirty epochs with momentum
        ```

        > A utility is a pure function of the game and the coalition: the same bits whatever the batch.

        | term | meaning | count |
        |:-----|:-------:|------:|
        | *player* | a training point | 1000 |
        | coalition | a set of players, `S | T` | 2^1000 |

        Values are compared by [rank correlation](https://en.wikipedia.org/wiki/Spearman%27s_rank_correlation_coefficient)
        and the file `studies/chg_vs_knn.yaml` says <everything>. See https://example.org/data_sets for the data.
        """)
  ]

  static let detection: [Block] = [
    .prose(
      markdown: """
        # Finding flipped labels
        On 1000 images with 30 % flipped labels, CHG-Shapley reaches an average precision of 0.914 [0.902, 0.926]
        against 0.883 [0.871, 0.895] for KNN-Shapley; @fig:detection shows the whole curve and
        @tbl:detection_metrics the numbers. Random values serve as the floor: whoever inspects points in random order
        finds flipped labels at the rate at which they occur.
        """),
    .figure(
      figure("detection", height: 190, caption: "Share of flipped labels found against share of points *inspected*.")),
    .prose(
      markdown: """
        The order of the methods is the same on both data sets. Where neighbours are informative, as on the moons, the
        exact game wins; on digits a linear model sees the flips earlier. Two effects explain most of the
        difference. First, a gradient of a flipped label points away from the gain in almost every epoch, so that its
        contribution is negative long before the model has converged. Second, nearest neighbours of a flipped point
        are themselves flipped with probability 0.3, which blurs the votes.
        """),
    .table(metrics),
    .figure(figure("suspects", height: 260, caption: "The twenty lowest-valued images.")),
  ]

  static let removal: [Block] = [
    .prose(
      markdown: """
        # What removal does to accuracy
        Removing the lowest values first should help, removing the highest first should hurt (@fig:removal).
        Both do, by the amounts in @tbl:removal_accuracy.

        ## Reading the curves
        A curve that stays flat says that the ranking does not matter to the model at hand. With 1000 points and
        eight classes of similar size, accuracy is flat up to a fifth of the points whatever is removed.

        Accuracy under removal is a noisy measure: it is taken after training again on what is left, so that the
        figure shows the value's ranking *and* the learner's appetite for data. The bands are 95 % t intervals over
        ten replicates of one finite data set; they overlap as replicates do.
        """),
    .figure(figure("removal", height: 330, caption: "Test accuracy after removing the lowest and the highest values.")),
    .table(accuracy),
    .failure(
      title: "tmc on digits, replicate 3",
      message: "The training diverged after epoch 12: the loss is not a number. Lower learning_rate (0.5) or raise l2."),
  ]

  static let appendix: [Block] = [
    .appendix, .section(title: "Methods", level: 1),
    .prose(
      markdown: """
        **knn_shapley** – The exact Shapley value of the game whose utility is the accuracy of a K-nearest-neighbour
        classifier. *k* = 5. Jia, Dao, Wang, Hubis, Gürel, Li, Zhang, Spanos and Song, Efficient task-specific data
        valuation for nearest neighbor algorithms, PVLDB 12 (2019).

        **chg_shapley** – The Shapley value of the gain in loss that the mean gradient of a coalition would bring,
        in closed form, summed over epochs. *model* = logreg, *epochs* = 30. Cai, CHG Shapley, arXiv:2406.11730 (2024).

        **tmc_shapley** – Marginal contributions along random permutations, cut short when the utility is close to that
        of all points. *permutations* = 100, *truncation* = {relative: 0.01, consecutive: 6}. Ghorbani and Zou, Data
        Shapley, ICML 2019.
        """),
    .section(title: "Provenance", level: 1), .table(provenance),
  ]

  static let metrics = ReportTable(
    name: "detection_metrics",
    columns: [
      .init("method"), .init("average precision", .decimal), .init("AUC", .decimal),
      .init("recall", unit: "%", .decimal),
      .init("fits", .right),
    ],
    rows: [
      ["random", "0.301 [0.287, 0.315]", "0.500", "30.1", "0"],
      ["knn[k=5]", "0.883 [0.871, 0.895]", .init("0.953", isBold: true), "81.25", "0"],
      [
        .init("chg", isBold: true), .init("0.914 [0.902, 0.926]", isBold: true), "0.951", .init("84", isBold: true),
        "1",
      ],
      ["gradient", "−0.1 [−0.302, 0.102]", "0.702", "9.5", "1,000"], ["a|b * c_d", "–", "0.5", "7", "10"],
    ],
    caption: "Detection of flipped labels on digits.",
    notes: ["Means over 10 replicates with 95 % t intervals; **bold**: the best of a column."],
    data: Table([.init("method", .texts(["random"])), .init("average_precision", .reals([0.301_25]))]))

  static let accuracy = ReportTable(
    name: "removal_accuracy",
    columns: [
      .init("method"), .init("order"), .init("0 %", .decimal), .init("25 %", .decimal), .init("50 %", .decimal),
    ],
    rows: ["random", "knn[k=5]", "chg", "gradient", "hardness"].flatMap { method -> [[ReportTable.Cell]] in
      [[.init(method), "lowest first", "0.912", "0.925", "0.931"], ["", "highest first", "0.912", "0.842", "0.701"]]
    },
    caption: "Test accuracy after removal.")

  static let provenance = ReportTable(
    name: "provenance", columns: [.init("step"), .init("content key"), .init("seconds saved by reuse", .right)],
    rows: (0..<60).map { step in
      let key = ContentKey(of: "step \(step)").description
      let name = "noisy_label_detection/digits/pca32/chg[epochs=\(step)]/replicate_\(step)"
      return [.init(name, isCode: true), .init(key, isCode: true), .init("\(step * step)")]
    }, caption: "Where every number comes from: the keys of the steps and of the bytes that they made.")

  static func figure(_ name: String, height: Double = 120, caption: String) -> FigureBlock {
    let frame = Rect(x: 0.5, y: 0.5, width: 419, height: height - 1)
    let style = TextStyle(.sans, size: 10)
    let label = Label(name, style: style, at: Point(210, height / 2), anchor: .init(.center, .middle))
    let line = Shape.polyline([Point(20, height - 20), Point(400, 20)], Stroke(.grey(0.5), width: 1))
    let ground = Shape.rectangle(frame, fill: .grey(0.97), stroke: Stroke(.grey(0.8)))
    let scene = Scene(width: 420, height: height, shapes: [ground, line, .text(label)])
    let data = Table([.init("x", .integers([1, 2])), .init("y", .reals([0.5, 1]))])
    return FigureBlock(
      name: name,
      figure: Figure(scene: scene, data: data, altText: "A chart [two panels] of \(name): y rises from 0.5 to 1."),
      caption: caption)
  }
}
