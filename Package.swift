// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

/// Rooms whose loops are hot are optimised in debug builds too, so that tests run at full speed.
let optimised = settings + [.unsafeFlags(["-O"], .when(configuration: .debug))]

/// One line per room: what it may import, and whether its loops are hot. Imports run one way, downwards.
let rooms: [(name: String, imports: [String], settings: [SwiftSetting])] = [
  ("Vocabulary", ["CCrypto"], optimised),
  ("Compute", ["Vocabulary", "COpenBLAS", "BigInt"], optimised),
  ("Datasets", ["Vocabulary", "Compute", "CZlib"], optimised),
  ("Learning", ["Vocabulary", "Compute", "Datasets"], optimised),
  ("Valuation", ["Vocabulary", "Compute", "Datasets", "Learning"], optimised),
  ("Evaluation", ["Vocabulary", "Compute", "Datasets", "Learning", "Valuation"], optimised),
  ("Plot", ["Vocabulary", "CCairo", "CPango", "CHarfBuzz", "CHyphen"], settings),
  ("Report", ["Vocabulary", "Compute", "Plot", "CMD4C"], settings),
  ("DSL", ["Vocabulary", "CYAML"], optimised),
  ("Pipeline", ["Vocabulary", "Compute"], optimised),
]

/// System libraries: headers only; libhyphen has no file for pkg-config. Each is imported by one room.
let libraries: [(name: String, pkgConfig: String, apt: String)] = [
  ("COpenBLAS", "openblas", "libopenblas-dev"),
  ("CYAML", "yaml-0.1", "libyaml-dev"),
  ("CCairo", "cairo", "libcairo2-dev"),
  ("CPango", "pangocairo", "libpango1.0-dev"),
  ("CHarfBuzz", "harfbuzz", "libharfbuzz-dev"),
  ("CHyphen", "", "libhyphen-dev"),
  ("CMD4C", "md4c", "libmd4c-dev"),
  ("CCrypto", "libcrypto", "libssl-dev"),
  ("CZlib", "zlib", "zlib1g-dev"),
]

/// Libraries in Swift, as modules with their source and lowest version. Each is imported by one room.
let packages: [(name: String, url: String, from: Version)] = [
  ("BigInt", "https://github.com/attaswift/BigInt", "6.0.1")
]

/// What a name in a room's line stands for: a library of a package, or a target of this one.
func dependency(_ name: String) -> Target.Dependency {
  packages.contains { $0.name == name } ? .product(name: name, package: name) : .init(stringLiteral: name)
}

/// Test targets: what each sees, and the folders of example files beside its sources.
let tests: [(name: String, imports: [String], files: [String])] = [
  ("VocabularyTests", ["Vocabulary"], []),
  ("ComputeTests", ["Vocabulary", "Compute"], ["MockCUDA"]),
  ("DatasetsTests", ["Vocabulary", "Compute", "Datasets"], []),
  ("LearningTests", ["Vocabulary", "Compute", "Datasets", "Learning"], ["Goldens"]),
  ("ValuationTests", ["Vocabulary", "Compute", "Datasets", "Learning", "Valuation"], []),
  ("EvaluationTests", ["Vocabulary", "Compute", "Datasets", "Learning", "Valuation", "Evaluation"], []),
  ("PlotTests", ["Vocabulary", "Plot"], ["Snapshots"]),
  ("ReportTests", ["Vocabulary", "Compute", "Plot", "Report"], ["Snapshots"]),
  ("DSLTests", ["Vocabulary", "DSL"], ["Cases"]),
  ("PipelineTests", ["Vocabulary", "Compute", "Pipeline"], []),
  ("ConventionTests", rooms.map(\.name) + ["Workbench"], ["Goldens"]),
  ("StudyTests", ["Vocabulary", "DSL", "Workbench"], ["Studies"]),
]

let package = Package(
  name: "workbench",
  products: [.executable(name: "workbench", targets: ["Workbench"])]
    + rooms.map { .library(name: $0.name, targets: [$0.name]) },
  dependencies: [.package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0")]
    + packages.map { .package(url: $0.url, from: $0.from) },
  targets: libraries.map {
    .systemLibrary(
      name: $0.name, pkgConfig: $0.pkgConfig.isEmpty ? nil : $0.pkgConfig, providers: [.apt([$0.apt])])
  }
    + rooms.map {
      .target(
        name: $0.name, dependencies: $0.imports.map(dependency), exclude: ["README.md"],
        swiftSettings: $0.settings)
    } + [
      .executableTarget(
        name: "Workbench",
        dependencies: rooms.map { .init(stringLiteral: $0.name) }
          + [.product(name: "ArgumentParser", package: "swift-argument-parser")],
        exclude: ["README.md"], swiftSettings: settings)
    ]
    + tests.map {
      .testTarget(
        name: $0.name, dependencies: $0.imports.map { .init(stringLiteral: $0) }, exclude: $0.files,
        swiftSettings: settings)
    },
  swiftLanguageModes: [.v6]
)
