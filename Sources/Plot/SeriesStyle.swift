/// The look of one series: colour, sign and dash together, so that print without colour tells series apart too.
public struct SeriesStyle: Sendable, Hashable {
  public let color: Color
  public let marker: Marker
  public let dash: [Double]

  /// Colours after Okabe and Ito, "Color Universal Design" (2008), distinct for the common forms of colour blindness;
  /// their yellow is darkened, since it vanishes on white.
  static let colors: [Color] = [
    .hex(0x0072B2), .hex(0xD55E00), .hex(0x009E73), .hex(0xCC79A7), .hex(0xE69F00), .hex(0x56B4E9), .hex(0x222222),
    .hex(0x9A8A00),
  ]
  static let dashes: [[Double]] = [[], [4, 2], [1.2, 1.8], [6, 2, 1.2, 2]]

  /// The style of the series at an index; the first 32 all differ, later ones begin again.
  ///
  /// `isDashed` gives every line a dash, for what is to be compared with.
  public init(_ index: Int, isDashed: Bool = false) {
    let (round, place) = index.quotientAndRemainder(dividingBy: Self.colors.count)
    color = Self.colors[place]
    // Shifting the signs from round to round keeps equal colours from sharing their sign.
    marker = Marker.allCases[(place + 3 * round) % Marker.allCases.count]
    dash = Self.dashes[isDashed ? 1 + round % (Self.dashes.count - 1) : round % Self.dashes.count]
  }
}
