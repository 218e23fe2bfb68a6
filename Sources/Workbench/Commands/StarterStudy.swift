/// The study that `workbench new` writes: small, complete and commented.
enum StarterStudy {
  /// On the bundled digits, or on the user's own table.
  static func text(_ table: OwnTable?) -> String {
    let data = table.map(own) ?? bundled
    return """
      workbench: 1
      title: Which rows hurt?
      question: Which training rows lower the accuracy of a model trained on them?
      answer: "Removing the least valued rows first changes test accuracy as the figure shows."
      seed: 1                        # root of every random stream
      replicates: 6                  # each re-draws split, corruption and initialisation

      datasets:
      \(data)
      embeddings:
        standard: {kind: standardize}

      models:
        logreg: {kind: softmax_regression}

      methods:                       # `workbench explain knn_shapley` tells what each does
        random: {kind: random}
        knn: {kind: knn_shapley, k: 5}
        chg: {kind: chg_shapley, model: logreg}

      grid:
        cases:
          mine: {data: mine, embedding: standard}
        methods: all

      tasks:
        removal:
          kind: point_removal
          order: [lowest_first, highest_first]
          fractions: {from: 0, to: 0.5, step: 0.1}
          model: logreg

      profiles:
        quick: {replicates: 2}       # workbench run --profile quick

      report:
        formats: [markdown, pdf]
        cells:
          - prose: |
              # What the values say
              The folder `values` beside this report has a value for every training row of every replicate, in the order
              of rows; the lowest values point to the rows that hurt.
          - figure: removal
            plot: {task: removal, x: fraction, y: accuracy, color: method, facet: order, band: ci95}
            caption: Test accuracy after removing the lowest and the highest valued rows.
          - appendix: [methods, environment, provenance]

      """
  }

  private static let bundled = """
      mine:
        source: digits               # bundled; `workbench new study.yaml --csv table.csv` uses your own table
        split: {train: 300, validation: 150, test: 300}
        corruption:
          - {kind: label_noise, rate: 0.2, scope: train}

    """

  private static func own(_ table: OwnTable) -> String {
    """
      mine:
        source: csv
        path: \(quoted(table.path))
        label: \(quoted(table.label))
        split: \(table.split)      # numbers of rows

    """
  }

  /// A YAML double-quoted scalar.
  private static func quoted(_ text: String) -> String {
    "\"" + text.map { $0 == "\\" || $0 == "\"" ? "\\\($0)" : String($0) }.joined() + "\""
  }
}
