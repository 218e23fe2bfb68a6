import Datasets
import Foundation
import Measuring

/// Prints measured tables in Markdown. Usage:
/// `bench [knn] [chg] [tmc] [populations] [training] [--data-dir DIR] [--threads N] [--repeats N]`.
@main
struct Bench {
  static func main() {
    do {
      try run(Options(Array(CommandLine.arguments.dropFirst()), environment: ProcessInfo.processInfo.environment))
    } catch let error as DatasetError {
      stop("skipped: \(error)", code: 69)
    } catch {
      stop("\(error)", code: 1)
    }
  }

  private static func run(_ options: Options) throws {
    print(Machine.description(threads: options.threads), terminator: "\n\n")
    if options.subjects.contains("tmc") { try TMCBenchmark(options: options).run() }
    if options.subjects.contains("populations") { try PopulationBenchmark(options: options).run() }
    if options.subjects.contains("training") { try TrainingBenchmark(options: options).run() }
    guard options.subjects.contains(where: ["knn", "chg"].contains) else { return }
    let data = try FashionData(directory: options.dataDirectory)
    if options.subjects.contains("knn") { try KNNBenchmark(data: data, options: options).run() }
    if options.subjects.contains("chg") { try CHGBenchmark(data: data, options: options).run() }
  }

  private static func stop(_ message: String, code: Int32) {
    FileHandle.standardError.write(Data((message + "\n").utf8))
    exit(code)
  }
}
