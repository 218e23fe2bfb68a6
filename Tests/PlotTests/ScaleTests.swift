import Testing

@testable import Plot

@Suite("Scales and ticks")
struct ScaleTests {
  @Test(
    "a step is the smallest of 1, 2, 2.5 and 5 times a power of ten that needs few enough parts",
    arguments: [
      (1.0, 5, 0.2), (1.0, 4, 0.25), (0.5, 5, 0.1), (7.0, 5, 2.0), (1234.0, 4, 500.0), (3e-7, 3, 1e-7), (10.0, 1, 10.0),
    ])
  func steps(length: Double, count: Int, size: Double) {
    #expect(TickStep(cutting: length, into: count).size == size)
  }

  @Test("ticks are the decimal numbers that a person would write") func exactTicks() {
    let scale = PositionScale.trained(.linear, on: [0, 1], tickCount: 10, isRounded: true)
    #expect(scale.ticks.map(\.value) == [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1])
    #expect(scale.ticks.map(\.label) == ["0.0", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9", "1.0"])
  }

  @Test(
    "ticks lie inside the scale, differ in label and the data are covered",
    arguments: [
      [0, 1], [-3, 17], [0.501, 0.973], [5, 5], [0, 0], [-2, -2], [1e-9, 3e-9], [0, 123_456], [1_000_000, 1_000_003],
      [0.9999999, 1], [-1e12, 1e12], [3.3, 3.3000001],
    ])
  func coverage(values: [Double]) {
    for isRounded in [false, true] {
      let scale = PositionScale.trained(.linear, on: values, tickCount: 5, isRounded: isRounded)
      #expect(scale.lower < scale.upper)
      #expect(values.allSatisfy { $0 >= scale.lower && $0 <= scale.upper })
      // A tick may pass an end by the rounding of its product.
      #expect(scale.ticks.allSatisfy { (-1e-6...1 + 1e-6).contains(scale.position($0.value) ?? .nan) })
      #expect(Set(scale.ticks.map(\.label)).count == scale.ticks.count)
      #expect((1...8).contains(scale.ticks.count), "\(scale.ticks.map(\.label))")
    }
  }

  @Test("an interval that only just passes a tick does not open another step") func justPassed() {
    let scale = PositionScale.trained(.linear, on: [0, 1.02], tickCount: 5, isRounded: true)
    #expect(scale.upper > 1.02 && scale.upper < 1.06)
    #expect(scale.ticks.last?.label == "1.0")
  }

  @Test("large numbers are shortened, small ones are written with their power") func labels() {
    let large = PositionScale.trained(.linear, on: [0, 200_000], tickCount: 4, isRounded: true)
    #expect(large.ticks.map(\.label) == ["0", "50k", "100k", "150k", "200k"])
    let small = PositionScale.trained(.linear, on: [0, 4e-7], tickCount: 4, isRounded: true)
    #expect(small.ticks.map(\.label) == ["0", "1e−7", "2e−7", "3e−7", "4e−7"])
  }

  @Test("a logarithmic scale sets equal ratios at equal distances and cannot show zero") func logarithm() throws {
    let scale = PositionScale.trained(.log10, on: [1, 1000, 0, -4, .nan], tickCount: 4, isRounded: true)
    #expect(scale.ticks.map(\.label) == ["1", "10", "100", "1k"])
    let places = try scale.ticks.map { try #require(scale.position($0.value)) }
    // Logarithms are rounded.
    for (place, expected) in zip(places, [0, 1.0 / 3, 2.0 / 3, 1]) { #expect(abs(place - expected) < 1e-12) }
    #expect(scale.position(0) == nil && scale.position(-1) == nil && scale.position(.nan) == nil)
  }

  @Test("a logarithmic scale of one value has a length", arguments: [0.3, 1, 7, 60_000])
  func logarithmOfOne(value: Double) {
    for isRounded in [false, true] {
      let scale = PositionScale.trained(.log10, on: [value], tickCount: 4, isRounded: isRounded)
      #expect(scale.lower <= value && value <= scale.upper && scale.lower < scale.upper)
      #expect(scale.ticks.count >= 2)
    }
  }

  @Test("nothing to show gives no ticks") func blank() {
    #expect(PositionScale.trained(.linear, on: [.nan], tickCount: 4, isRounded: true).ticks.isEmpty)
    #expect(PositionScale.trained(.log10, on: [-1], tickCount: 4, isRounded: true).ticks.isEmpty)
  }

  @Test("numbers are written with a true minus, halves away from zero, and nothing for what is missing")
  func numbers() {
    #expect(NumberText.fixed(-0.125, decimals: 2) == "−0.13")
    #expect(NumberText.fixed(1.115, decimals: 2) == "1.11")
    #expect(NumberText.fixed(-0.001, decimals: 2) == "0.00")
    #expect(NumberText.fixed(12.05, decimals: 0) == "12")
    #expect(NumberText.fixed(.nan, decimals: 2) == "–")
    #expect(NumberText.fixed(2.04, decimals: 1) == "2.0")
    #expect(NumberText.short(0.93456) == "0.935")
    #expect(NumberText.short(1_234_567) == "1.23M")
    #expect(NumberText.short(-2.5e-7) == "−2.5e−7")
    #expect(NumberText.fixed(-3.5443663566226506e61, decimals: 3) == "−3.54e61")
    #expect(NumberText.short(2.5e14) == "2.5e14")
    #expect(NumberText.short(50) == "50")
    #expect(NumberText.aligned([-0.021, 0.0004]) == ["−0.0210", "0.0004"])
  }
}
