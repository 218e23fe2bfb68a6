import Foundation
import Glibc
import Testing

@Test("a wrong option exits 64 and an unknown component too")
func usage() throws {
  let program = try Program()
  defer { program.clean() }
  #expect(try program.run(["run", "--nonsense"]).status == 64)
  let explained = try program.run(["explain", "knn_shaply"])
  #expect(explained.status == 64)
  #expect(explained.errors.contains("Did you mean 'knn_shapley'?"))
}

@Test("a study with mistakes exits 65 and shows all of them with file, line and column")
func invalid() throws {
  let program = try Program()
  defer { program.clean() }
  let broken = SmallStudy.text().replacingOccurrences(of: "knn_shapley", with: "knn_shaply")
    .replacingOccurrences(of: "noise: 0.2", with: "noize: 0.2")
  try program.write(broken, to: "small.yaml")
  let result = try program.run(["check", "small.yaml"])
  #expect(result.status == 65)
  #expect(result.errors.contains("small.yaml:10:5: error:"), "\(result.errors)")
  #expect(result.errors.contains("small.yaml:20:15: error:"), "\(result.errors)")
  #expect(result.errors.contains("did you mean 'knn_shapley'?"), "\(result.errors)")
}

@Test("a device that is not there exits 69 with where it was asked for; one that does not exist is a mistake")
func device() throws {
  let program = try Program()
  defer { program.clean() }
  func study(_ device: String) -> String {
    SmallStudy.text().replacingOccurrences(of: "seed: 7", with: "device: \(device)\nseed: 7")
  }
  try program.write(study("cpu"), to: "cpu.yaml")
  #expect(try program.run(["check", "cpu.yaml", "--device", "cpu"]).status == 0)
  try program.write(study("cuda"), to: "cuda.yaml")
  #expect(try program.run(["check", "cuda.yaml", "--device", "cpu"]).status == 0)
  // A check opens no device.
  #expect(try program.run(["check", "cuda.yaml"]).status == 0)
  // Tests run where the usual folders have no driver of NVIDIA's.
  let none = ["WORKBENCH_CUDA": ""]
  for command in ["plan", "run"] {
    let located = try program.run([command, "cuda.yaml"], environment: none)
    #expect(located.status == 69)
    #expect(located.errors.hasPrefix("cuda.yaml:5:9: error: the device 'cuda' is not available: "), "\(located.errors)")
    #expect(located.errors.contains("NVIDIA's driver (libcuda.so.1 or libcuda.so) is neither in "), "\(located.errors)")
    let asked = try program.run([command, "cpu.yaml", "--device", "cuda"], environment: none)
    #expect(asked.status == 69)
    #expect(asked.errors.hasPrefix("--device: error: the device 'cuda' is not available: "), "\(asked.errors)")
  }
  #expect(try program.run(["check", "cpu.yaml", "--device", "gpu"]).status == 64)
  try program.write(study("gpu"), to: "gpu.yaml")
  #expect(try program.run(["check", "gpu.yaml"]).status == 65)
}

@Test("any device is the processor where there is no other, and says so; a precision it does not have exits 69")
func anyDevice() throws {
  let program = try Program()
  defer { program.clean() }
  let none = ["WORKBENCH_CUDA": ""]
  try program.write(SmallStudy.text(), to: "small.yaml")
  let found = try program.run(["plan", "small.yaml", "--device", "any", "--no-calibration"], environment: none)
  #expect(found.status == 0)
  #expect(found.errors.hasPrefix("note: the device is cpu, since NVIDIA's driver (libcuda.so.1"), "\(found.errors)")
  #expect(found.errors.split(separator: "\n").count == 1, "\(found.errors)")
  let plain = try program.run(["plan", "small.yaml", "--no-calibration"], environment: none)
  #expect(plain.output == found.output && plain.errors.isEmpty)
  for options in [["--precision", "tf32"], ["--device", "any", "--precision", "bfloat16"]] {
    let refused = try program.run(["plan", "small.yaml"] + options, environment: none)
    #expect(refused.status == 69)
    #expect(refused.errors.hasPrefix("--precision: error: "), "\(refused.errors)")
    #expect(refused.errors.contains("choose the precision single"), "\(refused.errors)")
  }
  #expect(try program.run(["plan", "small.yaml", "--precision", "half"]).status == 64)
}

@Test("a sound study passes the check")
func sound() throws {
  let program = try Program()
  defer { program.clean() }
  try program.write(SmallStudy.text(), to: "small.yaml")
  let result = try program.run(["check", "small.yaml"])
  #expect(result.status == 0, "\(result.errors)")
}

@Test("a missing study exits 66, a folder in its place 66 or 65, both with the path")
func missing() throws {
  let program = try Program()
  defer { program.clean() }
  let result = try program.run(["run", "nowhere.yaml"])
  #expect(result.status == 66)
  #expect(result.errors.contains("nowhere.yaml"))
  let folder = try program.run(["check", "."])
  #expect(folder.status == 66 || folder.status == 65)
  #expect(folder.errors.contains("folder") || folder.errors.contains("directory"), "\(folder.errors)")
}

@Test("a benchmark set that is not there exits 69 with the path and the checksum it expects")
func unavailable() throws {
  let program = try Program()
  defer { program.clean() }
  let study = SmallStudy.text().replacingOccurrences(of: "source: two_moons\n    noise: 0.2", with: "source: mnist")
  try program.write(study, to: "small.yaml")
  let result = try program.run(["run", "small.yaml", "--data-dir", "no-data"])
  #expect(result.status == 69, "\(result.errors)")
  #expect(result.errors.contains("train-images-idx3-ubyte.gz"), "\(result.errors)")
  #expect(
    result.errors.contains("440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"), "\(result.errors)")
}

@Test("a damaged data file exits 65 with the file, the line and what was expected")
func damaged() throws {
  let program = try Program()
  defer { program.clean() }
  let study = SmallStudy.text().replacingOccurrences(
    of: "source: two_moons\n    noise: 0.2", with: "source: csv\n    path: table.csv")
  try program.write(study, to: "small.yaml")
  try program.write("a,b,label\n1,2,x\n1,nan,y\n", to: "table.csv")
  let result = try program.run(["run", "small.yaml"])
  #expect(result.status == 65, "\(result.errors)")
  #expect(result.errors.contains("table.csv:3"), "\(result.errors)")
}

@Test("a store that cannot be written exits 74")
func inputOutput() throws {
  let program = try Program()
  defer { program.clean() }
  try program.write(SmallStudy.text(), to: "small.yaml")
  try program.write("a file", to: "store")
  let result = try program.run(["run", "small.yaml", "--store", "store"])
  #expect(result.status == 74, "\(result.errors)")
  #expect(result.errors.contains("store"))
}

@Test("an interrupted run exits 130 and leaves a store that goes on")
func interrupted() throws {
  let program = try Program()
  defer { program.clean() }
  try program.write(SmallStudy.text(replicates: 12, permutations: 400), to: "small.yaml")
  let running = try program.start(["run", "small.yaml", "-j", "1"])
  // Work has begun once something is stored; a fixed wait would be too short on a busy machine.
  let actions = program.folder.appending(path: ".workbench/actions").path
  for _ in 0..<3000 where ((try? FileManager.default.contentsOfDirectory(atPath: actions)) ?? []).isEmpty {
    Thread.sleep(forTimeInterval: 0.01)
  }
  Glibc.kill(running.process.processIdentifier, SIGINT)
  let result = running.wait()
  #expect(result.status == 130, "\(result.output)\(result.errors)")
  #expect(result.errors.contains("run again"), "\(result.errors)")
  try program.write(SmallStudy.text(replicates: 2), to: "small.yaml")
  #expect(try program.run(["run", "small.yaml"]).status == 0)
}

@Test("every component is explained, and a starter study passes the check")
func explained() throws {
  let program = try Program()
  defer { program.clean() }
  let list = try program.run(["explain"])
  #expect(list.status == 0)
  let names = list.output.matches(of: #/\n  ([a-z0-9_]+) /#).map { String($0.1) }
  #expect(names.count > 20)
  for name in names {
    let page = try program.run(["explain", name])
    #expect(page.status == 0 && page.output.contains(name), "\(name)")
  }
  #expect(try program.run(["new", "mine.yaml"]).status == 0)
  #expect(try program.run(["check", "mine.yaml"]).status == 0)
  #expect(try program.run(["new", "mine.yaml"]).status == 64, "an existing file is never overwritten")
}

@Test("check tells of a block that nothing uses, and is content")
func unused() throws {
  let program = try Program()
  defer { program.clean() }
  let text = SmallStudy.text().replacing("models:\n", with: "models:\n  spare: {kind: softmax_regression}\n")
  try program.write(text, to: "small.yaml")
  let result = try program.run(["check", "small.yaml"])
  #expect(result.status == 0)
  #expect(result.errors.contains("small.yaml:17:3: warning: nothing uses the model 'spare'"), "\(result.errors)")
}
