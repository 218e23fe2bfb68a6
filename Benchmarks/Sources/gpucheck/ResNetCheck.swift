import Compute
import Datasets
import Learning
import Measuring
import Vocabulary

/// Seconds of an epoch of ResNet-18 on images of CIFAR-10's size in batches of 128, beside PyTorch in the same call.
///
/// Updates are counted for some seconds and extrapolated to 50,000 images, unless the whole epoch fits.
struct ResNetCheck {
  let context: CheckContext
  private static let epoch = 50_000

  private var isSmall: Bool { context.options.isSmall }
  private var batch: Int { isSmall ? 4 : 128 }

  func run() throws {
    let data = try examples()
    for precision in Precision.allCases {
      let name = "ResNet-18, s per epoch of 50,000 images, batches of \(batch)"
      // Half of what is left is PyTorch's, and there may be further precisions.
      let remaining = Precision.allCases.count - (Precision.allCases.firstIndex(of: precision) ?? 0)
      let seconds = min(20, (context.budget.left / Double(2 * remaining) - 3).rounded(.down))
      guard seconds >= 3 else {
        context.findings.skipped(name, precision.rawValue, "the part's time is spent")
        continue
      }
      do {
        let ours = try measured(data, precision, seconds: isSmall ? 1 : seconds)
        report(name, precision, ours, peer(precision, seconds: seconds))
      } catch let error as DeviceError { context.findings.failed(name, precision.rawValue, "\(error)") }
    }
  }

  /// Real images where their folder was named.
  private func examples() throws -> Examples {
    let image = isSmall ? ImageShape(channels: 3, height: 8, width: 8) : ImageShape(channels: 3, height: 32, width: 32)
    if let folder = context.options.dataDirectory, !isSmall {
      let files = DataFiles(study: "", bundled: [], benchmarks: folder)
      let all = try CIFAR10(Arguments()).load(from: files, seeds: SeedStream(root: 2), requested: nil).pictures
      return all.subset(Array(0..<Self.epoch))
    }
    return randomExamples(
      isSmall ? 8 : Self.epoch, image.count, seed: 2, threads: context.options.threads, image: image)
  }

  private struct Speed {
    let secondsPerEpoch: Double
    let isWhole: Bool
    var text: String { "\(secondsPerEpoch.rounded(to: 2)) s\(isWhole ? "" : ", extrapolated")" }
  }

  /// The product's own training: a first run picks algorithms, a second tells how many images fit into the time.
  private func measured(_ data: Examples, _ precision: Precision, seconds limit: Double) throws -> Speed {
    let values: [String: Value] = [
      "epochs": .integer(4), "batch_size": .integer(batch), "learning_rate": .real(0.001),
    ]
    let run = Run(seeds: SeedStream(root: 1), threads: context.options.threads, device: .cuda(precision))
    let training = try ResNet18(Arguments(values)).training(on: data, weights: nil, in: run)
    let trial = min(data.count, batch * 20)
    try training.run(epoch: 0, on: ChosenExamples(Array(0..<trial)))
    let duration = try seconds { try training.run(epoch: 1, on: ChosenExamples(Array(0..<trial))) }
    let fitting = Int(limit * Double(trial) / duration) / batch * batch
    let count = fitting >= data.count ? data.count : max(trial, fitting)
    let measured = try seconds { try training.run(epoch: 2, on: ChosenExamples(Array(0..<count))) }
    return Speed(
      secondsPerEpoch: measured * Double(Self.epoch) / Double(count), isWhole: count == Self.epoch)
  }

  /// The same in PyTorch on the same device; its last line is seconds per epoch and how many images were taken.
  private func peer(_ precision: Precision, seconds: Double) -> Speed? {
    let script = Script(
      "\(context.options.peers)/resnet18_cuda_torch.py", python: context.options.python,
      seconds: Int(min(context.budget.left, 2 * seconds + 20)))
    let words = script.output([precision.rawValue, "\(Int(seconds))"])?
      .split(whereSeparator: \.isWhitespace)
    guard let words, words.count == 2, let perEpoch = Double(words[0]), let images = Int(words[1]) else {
      return nil
    }
    return Speed(secondsPerEpoch: perEpoch, isWhole: images >= Self.epoch)
  }

  private func report(_ name: String, _ precision: Precision, _ ours: Speed, _ theirs: Speed?) {
    let verdict = theirs.map { "\((ours.secondsPerEpoch / $0.secondsPerEpoch).rounded(to: 2)) times PyTorch's" }
    context.findings.add(
      name, precision.rawValue, device: ours.text,
      beside: theirs.map { "PyTorch \($0.text)" } ?? "no PyTorch with a device", verdict ?? "")
  }
}
