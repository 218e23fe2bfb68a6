// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "benchmarks",
  dependencies: [.package(name: "workbench", path: "..")],
  targets: [
    .executableTarget(
      name: "bench",
      dependencies: ["Vocabulary", "Compute", "Datasets", "Learning", "Valuation"].map {
        .product(name: $0, package: "workbench")
      },
      swiftSettings: [
        .treatAllWarnings(as: .error), .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"), .enableUpcomingFeature("InternalImportsByDefault"),
      ])
  ],
  swiftLanguageModes: [.v6]
)
