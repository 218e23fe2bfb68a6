// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .treatAllWarnings(as: .error), .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"), .enableUpcomingFeature("InternalImportsByDefault"),
]

/// Libraries of the workbench, by name.
func workbench(_ names: String...) -> [Target.Dependency] { names.map { .product(name: $0, package: "workbench") } }

let package = Package(
  name: "benchmarks",
  dependencies: [.package(name: "workbench", path: "..")],
  targets: [
    .target(name: "Measuring", dependencies: workbench("Compute"), swiftSettings: settings),
    .executableTarget(
      name: "bench",
      dependencies: ["Measuring"] + workbench("Vocabulary", "Compute", "Datasets", "Learning", "Valuation"),
      swiftSettings: settings),
    .executableTarget(
      name: "gpucheck",
      dependencies: ["Measuring"] + workbench("Vocabulary", "Compute", "Datasets", "Learning", "Valuation"),
      swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)
