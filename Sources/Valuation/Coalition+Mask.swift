extension Coalition {
  /// The coalition of a bit mask over at most 62 players.
  public init(players: Int, mask: Int) {
    self.init(players: players, members: (0..<players).lazy.filter { mask >> $0 & 1 == 1 })
  }
}
