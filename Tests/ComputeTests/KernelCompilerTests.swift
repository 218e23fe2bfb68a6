import Compute
import Foundation
import Testing

/// The compiler of CUDA, which needs no device.
private let compiler = try? KernelCompiler(in: folders())

/// Where `make test` installs the compiler.
private func folders() -> [String] {
  let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: ".build/nvrtc/nvidia").path
  let packages = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
  return packages.sorted().map { "\(root)/\($0)/lib" }
}

@Suite(.enabled(if: compiler != nil, "NVRTC is not installed in .build/nvrtc; make test tries to install it"))
struct KernelCompilerTests {
  @Test(arguments: ["sm_80", "sm_90"])
  func `the kernels compile for real devices`(_ architecture: String) throws {
    let code = try #require(compiler).machineCode(of: KernelSource.all, architecture: architecture)
    #expect(Array(code.prefix(4)) == [0x7f] + Array("ELF".utf8))
  }

  @Test func `what does not compile is told in the compiler's words`() throws {
    #expect {
      _ = try #require(compiler).machineCode(of: KernelSource.all + "\nnonsense;", architecture: "sm_90")
    } throws: { error in
      let text = "\(error)"
      return text.contains("nvrtcCompileProgram gave error 6") && text.contains("nonsense")
    }
  }
}
