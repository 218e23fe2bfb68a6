/// Every game a study may name as a case; a new one is a file in this folder and a line here.
public let toyGames: [any ToyGame.Type] = [
  Additive.self, Airport.self, Gloves.self, RandomGame.self, Unanimity.self, WeightedVoting.self,
]
