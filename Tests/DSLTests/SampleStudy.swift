import DSL
import Testing
import Vocabulary

/// A small sound study whose parts tests replace.
enum SampleStudy {
  static let text = """
    workbench: 1
    title: A study
    datasets:
      digits: {source: digits, split: {train: 100, validation: 30, test: 40}, corruption: [{kind: label_noise, rate: 0.3}]}
      moons: {source: two_moons, noise: 0.2, split: {train: 50, validation: 20, test: 20, stratify: false}}
    embeddings:
      raw: {kind: identity}
      pca8: {kind: pca, components: 8}
    models:
      logreg: {kind: softmax_regression, epochs: 10}
    methods:
      knn: {kind: knn_shapley, k: {sweep: [1, 5]}, headline: {k: 5}}
      chg: {kind: chg_shapley, model: logreg}
      tmc: {kind: tmc_shapley, model: logreg, permutations: 20}
    grid:
      cases:
        digits: {data: digits, embedding: pca8}
        moons: {data: moons, embedding: raw}
      exclude: [{case: digits, method: tmc}]
    tasks:
      noisy: {kind: noisy_label_detection}
      removal: {kind: point_removal, order: [lowest_first, highest_first], fractions: [0.1, 0.5], model: logreg}

    """

  /// The sample with parts replaced and lines added.
  static func read(
    _ parts: [(String, String)] = [], adding lines: String = "", file: String = "studies/sample.yaml",
    profile: String? = nil, settings: [String] = []
  ) throws -> Study {
    var text = text
    for (old, new) in parts {
      let range = try #require(text.firstRange(of: old), "the sample has no '\(old)'")
      text.replaceSubrange(range, with: new)
    }
    let reader = StudyReader(catalogue: SampleCatalogue.catalogue)
    return try reader.read(SourceText(name: file, text: text + lines), profile: profile, settings: settings).get()
  }

  /// The sample with report cells.
  static func read(cells: String, _ parts: [(String, String)] = []) throws -> [ReportBlock.Cell] {
    try read(parts, adding: "report:\n  cells:\n" + cells).report.cells
  }
}
