import Plot
import Vocabulary

/// All coalitions of a small game in rows by size, an edge wherever one player joins.
public struct CoalitionLattice: Sendable {
  /// A name for each player; at most five.
  public let players: [String]
  /// v by mask, the first player in the lowest bit, [2ⁿ].
  public let utilities: [Double]
  /// The same as they are written, such as "1/6".
  public let labels: [String]
  /// The player whose joining is drawn heavier, with what it adds by the mask it joins.
  public let player: Int
  public let additions: [Int: String]

  public init(
    players: [String], utilities: [Double], labels: [String], player: Int, additions: [Int: String]
  ) {
    precondition(
      1...5 ~= players.count && utilities.count == 1 << players.count && labels.count == utilities.count,
      "\(utilities.count) utilities and \(labels.count) labels for \(players.count) players")
    (self.players, self.utilities, self.labels) = (players, utilities, labels)
    (self.player, self.additions) = (player, additions)
  }

  /// The picture with the utilities behind it and a description in words; `width` is in points.
  public func figure(width: Double) -> Figure {
    Figure(scene: scene(width: width), data: data, altText: altText)
  }

  private var data: Table {
    Table([
      .init("mask", .integers(Array(utilities.indices))), .init("members", .texts(utilities.indices.map(name))),
      .init("size", .integers(utilities.indices.map(\.nonzeroBitCount))), .init("utility", .reals(utilities)),
      .init("adds_\(players[player])", .texts(utilities.indices.map { additions[$0] ?? "" })),
    ])
  }

  var altText: String {
    let worths = rows.map { row in row.map { "\(name($0)) \(labels[$0])" }.joined(separator: ", ") }
    let added = rows(of: player).map { "\(additions[$0] ?? "?") to \(name($0))" }.joined(separator: ", ")
    return "Coalitions by size, from nobody at the bottom to everyone at the top, with what each is worth: "
      + worths.joined(separator: "; ") + ". \(players[player]) adds \(added)."
  }

  private func rows(of player: Int) -> [Int] { rows.flatMap { $0 }.filter { $0 >> player & 1 == 0 } }

  // MARK: Places

  /// Masks by size, each row in the order of its lowest players.
  private var rows: [[Int]] {
    (0...players.count).map { size in
      utilities.indices.filter { $0.nonzeroBitCount == size }.sorted {
        members($0).lexicographicallyPrecedes(members($1))
      }
    }
  }

  private func members(_ mask: Int) -> [Int] { players.indices.filter { mask >> $0 & 1 == 1 } }

  private func name(_ mask: Int) -> String {
    mask == 0 ? "nobody" : members(mask).map { players[$0] }.joined(separator: "+")
  }

  private static let gap = 6.0
  private static let rowHeight = 64.0
  private static let boxHeight = 27.0
  private static let heavy = Color.hex(0xC44A00)
  private static let thin = Color.grey(0.78)
  private static let ink = TextStyle(.sans, size: 8, color: .grey(0.1))

  /// The most room a box can have where the fullest row fits the width.
  private func boxWidth(_ width: Double) -> Double {
    let most = Double(rows.map(\.count).max() ?? 1)
    return min(92, (width - Self.gap * (most - 1) - 2) / most)
  }

  private func box(_ mask: Int, _ width: Double) -> Rect {
    let rows = rows
    let row = rows[mask.nonzeroBitCount]
    let (side, count) = (boxWidth(width), Double(row.count))
    let pitch = min(side * 1.6, (width - side - 2) / max(1, count - 1))
    let start = (width - (count - 1) * pitch - side) / 2
    let index = Double(row.firstIndex(of: mask) ?? 0)
    let y = 1 + Double(players.count - mask.nonzeroBitCount) * Self.rowHeight
    return Rect(x: start + index * pitch, y: y, width: side, height: Self.boxHeight)
  }

  // MARK: Drawing

  func scene(width: Double) -> Scene {
    var scene = Scene(width: width, height: Double(players.count) * Self.rowHeight + Self.boxHeight + 2)
    let edges = rows.flatMap { $0 }.flatMap { mask in
      players.indices.filter { mask >> $0 & 1 == 0 }.map { (from: mask, joins: $0) }
    }
    for edge in edges where edge.joins != player { scene.add(line(edge.from, edge.joins, width)) }
    for edge in edges where edge.joins == player { scene.add(line(edge.from, edge.joins, width)) }
    for mask in rows.flatMap({ $0 }) { scene.add(node(mask, width)) }
    scene.add(additionLabels(width))
    return scene
  }

  private func ends(_ mask: Int, _ joins: Int, _ width: Double) -> (from: Point, to: Point) {
    let (low, high) = (box(mask, width), box(mask | 1 << joins, width))
    return (Point((low.minX + low.maxX) / 2, low.minY), Point((high.minX + high.maxX) / 2, high.maxY))
  }

  private func line(_ mask: Int, _ joins: Int, _ width: Double) -> Shape {
    let ends = ends(mask, joins, width)
    let stroke = joins == player ? Stroke(Self.heavy, width: 1.5) : Stroke(Self.thin, width: 0.6)
    return .polyline([ends.from, ends.to], stroke)
  }

  private func node(_ mask: Int, _ width: Double) -> [Shape] {
    let rect = box(mask, width)
    let middle = (rect.minX + rect.maxX) / 2
    let fill = color(utilities[mask])
    let style = Self.ink.with(color: fill.isDark ? .white : .grey(0.1))
    let members = fitted(mask, style, rect.width - 3)
    return [
      .rectangle(rect, fill: fill, stroke: Stroke(.grey(0.45), width: 0.6)),
      .text(
        Label(members.text, style: members.style, at: Point(middle, rect.minY + 8.5), anchor: .init(.center, .middle))),
      .text(
        Label(
          Self.minus(labels[mask]), style: style.with(isBold: true), at: Point(middle, rect.minY + 19),
          anchor: .init(.center, .middle))),
    ]
  }

  /// The members in the largest letters that fit, else the first letters of their names.
  private func fitted(_ mask: Int, _ style: TextStyle, _ room: Double) -> (text: String, style: TextStyle) {
    let names = members(mask).map { players[$0] }
    guard !names.isEmpty else { return ("∅", style.with(family: .math)) }
    let shortened = (1...16).reversed().lazy.map { length in names.map { String($0.prefix(length)) } }
    for size in [8, 7.5, 7, 6.5] {
      let text = names.joined(separator: ", ")
      if TextMeasure(text, style.with(size: size)).size.width <= room { return (text, style.with(size: size)) }
    }
    for parts in shortened {
      let text = parts.joined(separator: ",")
      if TextMeasure(text, style.with(size: 6.5)).size.width <= room { return (text, style.with(size: 6.5)) }
    }
    return (TextMeasure.fitted(names.joined(separator: ","), style.with(size: 6.5), width: room), style.with(size: 6.5))
  }

  /// What the player adds, on white near the lower end of its edges, as far as the labels keep out of each other's way.
  private func additionLabels(_ width: Double) -> [Shape] {
    var (shapes, taken) = ([Shape](), [Rect]())
    for mask in rows(of: player) {
      guard let text = additions[mask] else { continue }
      let ends = ends(mask, player, width)
      for share in [0.5, 0.35, 0.65, 0.2, 0.8] {
        let place = Point(
          ends.from.x + (ends.to.x - ends.from.x) * share, ends.from.y + (ends.to.y - ends.from.y) * share)
        let label = Label(
          Self.minus(text), style: Self.ink.with(size: 7.5, isBold: true, color: Self.heavy), at: place,
          anchor: .init(.center, .middle))
        let room = label.bounds.inset(by: -1.5)
        if taken.contains(where: { $0.overlaps(room) }) { continue }
        taken.append(room)
        shapes += [.rectangle(room.inset(by: 0.5), fill: .white, stroke: nil), .text(label)]
        break
      }
    }
    return shapes
  }

  private static func minus(_ text: String) -> String { text.hasPrefix("-") ? "−" + text.dropFirst() : text }

  /// From white for the least utility to a blue for the greatest.
  private func color(_ utility: Double) -> Color {
    let (low, high) = (utilities.min() ?? 0, utilities.max() ?? 0)
    let share = high > low ? (utility - low) / (high - low) : 0
    func mix(_ from: Double, _ to: Double) -> Double { from + (to - from) * share }
    return Color(mix(1, 0.36), mix(1, 0.6), mix(1, 0.82))
  }
}

extension Color {
  fileprivate var isDark: Bool { 0.3 * red + 0.59 * green + 0.11 * blue < 0.45 }
}
