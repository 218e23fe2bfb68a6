import DSL
import Testing
import Vocabulary

struct BlockTests {
  private func method(_ name: String, _ study: Study) throws -> MethodBlock {
    try #require(study.methods.first { $0.name == name })
  }

  @Test func `every default is filled in, so that leaving it out and writing it give one key`() throws {
    let short = try SampleStudy.read().models[0].component
    let long = try SampleStudy.read([
      ("epochs: 10", "shuffle: true, l2: 0.0, learning_rate: .5, batch_size: 32, epochs: 10")
    ]).models[0].component
    #expect(short == long && short.canonical == long.canonical)
    #expect(short.arguments.values.count == 5)
  }

  @Test func `reals may be written in several ways, and minus zero is zero`() throws {
    for text in ["5e-1", ".5", "+0.5", "0.50", "5.E-1"] {
      let study = try SampleStudy.read([("epochs: 10", "learning_rate: \(text)")])
      #expect(study.models[0].component.arguments.values["learning_rate"] == .real(0.5), "\(text)")
    }
    let zero = try SampleStudy.read([("epochs: 10", "l2: -0.0")]).models[0].component.arguments.values["l2"]
    #expect(zero?.canonical == "r0.0")
  }

  @Test func `a sweep makes an instance for every value, the first parameter slowest`() throws {
    let study = try SampleStudy.read([
      ("k: {sweep: [1, 5]}, headline: {k: 5}", "metric: {sweep: [euclidean, cosine]}, k: {sweep: [10, 1]}")
    ])
    let knn = try method("knn", study)
    #expect(
      knn.instances.map(\.label) == [
        "knn[k=10,metric=euclidean]", "knn[k=10,metric=cosine]", "knn[k=1,metric=euclidean]",
        "knn[k=1,metric=cosine]",
      ])
    #expect(knn.instances[1].fileLabel == "knn.k10.metric_cosine")
    #expect(knn.headline == nil)
    #expect(knn.instances[3].component.arguments.values == ["k": .integer(1), "metric": .text("cosine")])
  }

  @Test func `a headline names one instance, and a sweep of one value needs none`() throws {
    let study = try SampleStudy.read()
    #expect(try method("knn", study).headline == 1)
    #expect(try method("chg", study).headline == 0)
    let single = try method("knn", try SampleStudy.read([("[1, 5]}, headline: {k: 5}", "[7]}")]))
    #expect(single.headline == 0 && single.instances.map(\.label) == ["knn[k=7]"])
  }

  @Test func `models and reals can be swept, and file labels differ on any file system`() throws {
    let study = try SampleStudy.read([
      ("  logreg: {kind: softmax_regression, epochs: 10}", "  a: {kind: softmax_regression}\n  logreg: {like: a}"),
      ("permutations: 20", "bandwidth: {sweep: [auto, 0.5, 1.0, 1e30, 2e-7]}"),
      ("chg_shapley, model: logreg", "chg_shapley, model: {sweep: [a, logreg]}"),
    ])
    #expect(try method("chg", study).instances.map(\.label) == ["chg[model=a]", "chg[model=logreg]"])
    #expect(
      try method("tmc", study).instances.map(\.label) == [
        "tmc[bandwidth=auto]", "tmc[bandwidth=0.5]", "tmc[bandwidth=1]", "tmc[bandwidth=1e+30]",
        "tmc[bandwidth=2e-07]",
      ])
    let files = study.methods.flatMap { $0.instances.map(\.fileLabel) }
    #expect(Set(files).count == files.count)
    #expect(files.allSatisfy { $0.allSatisfy { "abcdefghijklmnopqrstuvwxyz0123456789._+-~".contains($0) } })
  }

  @Test func `a block that is like another has its fields under its own`() throws {
    let study = try SampleStudy.read([
      (
        "  chg: {", "  cosine: {like: knn, metric: cosine}\n  single: {like: cosine, k: 3}\n  chg: {"
      )
    ])
    #expect(try method("cosine", study).instances.map(\.label) == ["cosine[k=1]", "cosine[k=5]"])
    #expect(try method("cosine", study).headline == 1)
    let single = try method("single", study)
    #expect(single.instances.map(\.label) == ["single"])
    #expect(single.instances[0].component.arguments.values == ["k": .integer(3), "metric": .text("cosine")])
  }

  @Test func `an alias repeats a value`() throws {
    let study = try SampleStudy.read([
      ("{train: 100, validation: 30, test: 40}", "&parts {train: 9, validation: 8, test: 7}"),
      ("{train: 50, validation: 20, test: 20, stratify: false}", "*parts"),
    ])
    #expect(study.datasets[0].split == study.datasets[1].split)
    #expect(study.datasets[1].split == SplitRequest(train: 9, validation: 8, test: 7, stratify: true))
  }

  @Test func `files are found from the study's folder, and parts of their own need no split`() throws {
    let csv = "{source: csv, label: y, train: a.csv, validation: b/c.csv, test: /data/t.csv}"
    let part = (
      "{source: two_moons, noise: 0.2, split: {train: 50, validation: 20, test: 20, stratify: false}}", csv
    )
    let moons = try SampleStudy.read([part]).datasets[1]
    #expect(moons.split == nil)
    #expect(moons.source.arguments.values["train"] == .text("studies/a.csv"))
    #expect(moons.source.arguments.values["validation"] == .text("studies/b/c.csv"))
    #expect(moons.source.arguments.values["test"] == .text("/data/t.csv"))
    #expect(moons.source.arguments.values["path"] == Value.none)
    let here = try SampleStudy.read([part], file: "study.yaml").datasets[1]
    #expect(here.source.arguments.values["train"] == .text("a.csv"))
  }

  @Test func `what may be absent may be null`() throws {
    let study = try SampleStudy.read([
      (
        "{source: digits, split:", "{source: csv, label: y, path: d.csv, train: null, test: ~, split:"
      )
    ])
    #expect(study.datasets[0].source.arguments.values["train"] == Value.none)
    #expect(study.datasets[0].split != nil)
  }

  @Test func `a single item stands for a list of one, and a nested component is checked`() throws {
    let study = try SampleStudy.read([
      ("  noisy: {", "  cost: {kind: cost, train_sizes: 10, noise: {kind: label_noise, rate: 1}}\n  noisy: {")
    ])
    let values = study.tasks[0].component.arguments.values
    #expect(values["train_sizes"] == .list([.integer(10)]))
    guard case .component(let noise)? = values["noise"] else {
      Issue.record("found \(String(describing: values["noise"]))")
      return
    }
    #expect(noise.canonical == "label_noise@1(rate=r1.0,scope=t5:train)")
  }

  @Test func `the grid keeps the order of cases and methods`() throws {
    let study = try SampleStudy.read([
      ("exclude: [{case: digits, method: tmc}]", "methods: [chg, knn]\n  exclude: {case: moons, method: \"knn[k=5]\"}")
    ])
    #expect(
      study.grid.map { "\($0.caseName) \($0.instance.label)" } == [
        "digits knn[k=1]", "digits knn[k=5]", "digits chg", "moons knn[k=1]", "moons chg",
      ])
    #expect(study.excluded.map { "\($0.caseName) \($0.method)" } == ["moons knn[k=5]"])
  }

  @Test func `an exclusion without a case or without a method means all of them`() throws {
    let noMethod = try SampleStudy.read([("{case: digits, method: tmc}", "{case: digits}")])
    #expect(noMethod.excluded.map(\.method) == ["knn", "chg", "tmc"])
    let noCase = try SampleStudy.read([("{case: digits, method: tmc}", "{method: [tmc, knn]}")])
    #expect(noCase.grid.map(\.method) == ["chg", "chg"])
  }

  @Test func `blocks that nothing uses are warned of`() throws {
    let study = try SampleStudy.read([("  raw: {", "  spare: {kind: identity}\n  raw: {")])
    #expect(study.warnings.map(\.message) == ["nothing uses the embedding 'spare'"])
    #expect(study.warnings.map(\.severity) == [.warning])
  }

  @Test func `a parameter set to one value is no longer swept, and its headline is moot`() throws {
    let study = try SampleStudy.read(settings: ["methods.knn.k=10"])
    let knn = try method("knn", study)
    #expect(knn.instances.map(\.label) == ["knn"])
    #expect(knn.instances[0].component.arguments.values["k"] == .integer(10))
    let swept = try SampleStudy.read(settings: ["methods.knn.k={sweep: [2, 5]}"])
    #expect(try method("knn", swept).instances.map(\.label) == ["knn[k=2]", "knn[k=5]"])
  }

  @Test func `settings reach list items, absent fields and whole blocks`() throws {
    let study = try SampleStudy.read(settings: [
      "datasets.digits.corruption.0.rate=0.5", "seed=18446744073709551615", "methods.extra={kind: random}",
      "question=Is a = b?",
    ])
    #expect(study.datasets[0].corruption[0].arguments.values["rate"] == .real(0.5))
    #expect(study.seed == .max)
    #expect(study.methods.map(\.name).last == "extra")
    #expect(study.question.pieces == [.text("Is a = b?")])
  }
}
