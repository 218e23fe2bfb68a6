import DSL
import Foundation
import Testing
import Vocabulary

struct ProgressionTests {
  private func fractions(_ text: String) throws -> [Double] {
    let study = try SampleStudy.read([("fractions: [0.1, 0.5]", "fractions: \(text)")])
    guard case .list(let items)? = study.tasks[1].component.arguments.values["fractions"] else { return [] }
    return items.compactMap { if case .real(let number) = $0 { number } else { nil } }
  }

  @Test func `a progression includes both ends and has no dust`() throws {
    #expect(try fractions("{from: 0, to: 0.5, step: 0.1}") == [0, 0.1, 0.2, 0.3, 0.4, 0.5])
    #expect(try fractions("{from: 0.1, to: 0.1, step: 1}") == [0.1])
    #expect(try fractions("{from: 0, to: 1, step: 0.3}") == [0, 0.3, 0.6, 0.9])
    #expect(try fractions("[0, 1e-1, .2]") == [0, 0.1, 0.2])
  }

  @Test(arguments: [1, 5, 7, 9], [10, 100, 1000, 10000])
  func `every value is the double that the decimal is read as`(step: Int, scale: Int) throws {
    // The slow reference: exact decimal arithmetic, written out and read back.
    let limit = Decimal(1)
    let stride = Decimal(step) / Decimal(scale)
    try #require(stride <= limit)
    var expected: [Double] = []
    var next = Decimal(0)
    while next <= limit {
      expected.append(Double("\(next)") ?? .nan)
      next += stride
    }
    #expect(try fractions("{from: 0, to: 1, step: \(stride)}") == expected)
  }

  @Test func `a step that no decimal writes exactly still reaches the end`() throws {
    let thirds = try fractions("{from: 0, to: 1, step: 0.3333333333333333}")
    #expect(thirds.count == 4 && thirds.last == 1)
  }
}
