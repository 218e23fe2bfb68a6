import Plot
import Testing
import Vocabulary

@testable import Report

@Suite("Coalition lattices")
struct LatticeTests {
  static let gloves = CoalitionLattice(
    players: ["Ada", "Bo", "Cy"], utilities: [0, 0, 0, 1, 0, 1, 0, 1],
    labels: ["0", "0", "0", "1", "0", "1", "0", "1"],
    player: 0, additions: [0: "0", 2: "1", 4: "1", 6: "1"])

  static func five() -> CoalitionLattice {
    let masks = Array(0..<32)
    return CoalitionLattice(
      players: ["Anna", "Bert", "Carla", "Dora", "Emil"], utilities: masks.map { Double($0.nonzeroBitCount) / 7 },
      labels: masks.map { "\($0.nonzeroBitCount)/7" }, player: 2,
      additions: Dictionary(uniqueKeysWithValues: masks.filter { $0 >> 2 & 1 == 0 }.map { ($0, "1/7") }))
  }

  @Test("the lattice of three gloves is drawn as it was") func snapshot() throws {
    try expectSnapshot(Self.gloves.figure(width: 430).scene.text, "gloves.lattice.txt")
  }

  @Test("it ships all utilities, and words for those who see no picture") func words() {
    let figure = Self.gloves.figure(width: 430)
    #expect(figure.data.count == 8)
    #expect(figure.altText.contains("nobody 0; Ada 0, Bo 0, Cy 0; Ada+Bo 1, Ada+Cy 1, Bo+Cy 0; Ada+Bo+Cy 1"))
    #expect(figure.altText.contains("Ada adds 0 to nobody, 1 to Bo, 1 to Cy, 1 to Bo+Cy"))
  }

  @Test("five players fit the width, and nothing in their boxes sticks out", arguments: [430.0, 480])
  func fits(width: Double) {
    let scene = Self.five().figure(width: width).scene
    let boxes = scene.shapes.compactMap { shape -> Rect? in
      if case .rectangle(let rect, let fill?, _?) = shape, fill != .white { rect } else { nil }
    }
    for shape in scene.shapes {
      guard case .text(let label) = shape else { continue }
      #expect(label.bounds.minX >= 0 && label.bounds.maxX <= width, "\(label.text)")
      if let box = boxes.first(where: { $0.overlaps(label.bounds) }), label.style.color != Color.hex(0xC44A00) {
        #expect(box.contains(label.bounds, slack: 0.5), "\(label.text)")
      }
    }
    // Each of the 80 edges of the lattice once.
    #expect(scene.shapes.count { if case .polyline = $0 { true } else { false } } == 80)
  }

  @Test("a worked example is numbered, cited, framed and ships its tables") func frame() throws {
    let table = Table([.init("player", .texts(["Ada"])), .init("value", .texts(["1/6"]))])
    let document = Document(
      title: "T",
      blocks: [
        .prose(markdown: "As @wrk:gloves shows."),
        .worked(
          WorkedFrame(
            name: "gloves", caption: "Three gloves.", body: "**Values.** So\n\n| a |\n| --- |\n| $\\frac{1}{6}$ |",
            tables: [.init("values", table)], origin: Origin([], command: "workbench"))),
      ])
    let text = document.markdown()
    #expect(text.contains("As [Worked example 1](#wrk-gloves) shows."))
    #expect(text.contains("> **Worked example 1.** Three gloves. ([values](tables/gloves.values.csv))"))
    #expect(document.unknownReferences.isEmpty)
    let files = try document.files(formats: [.markdown]) { _ in [] }
    #expect(files.map(\.path) == ["report.md", "tables/gloves.values.csv", "tables/gloves.json"])
    #expect(try !document.pdf().isEmpty)
  }
}
