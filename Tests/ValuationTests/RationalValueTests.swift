import Compute
import Testing
import Valuation

private func fraction(_ text: String) -> Rational {
  let parts = text.split(separator: "/").compactMap { Int($0) }
  return Rational(parts[0], over: parts.count > 1 ? parts[1] : 1)
}

private func fractions(_ texts: String) -> [Rational] { texts.split(separator: " ").map { fraction(String($0)) } }

private let six = RationalNeighbours(payoffs: fractions("1 0 0 1 1 0"), neighbours: 2)
private let four = fractionRows("1 0, 0 2, 2 1, -1 1")

private func fractionRows(_ text: String) -> [[Rational]] { text.split(separator: ",").map { fractions(String($0)) } }

/// Known values of small games, as fractions.
@Suite struct RationalValueTests {
  @Test(arguments: [
    (Semivalue.shapley, "11/30 -2/15 -2/15 1/5 1/5 0"),
    (.leaveOneOut, "1/2 0 0 0 0 0"),
    (.banzhaf, "9/32 -7/32 -7/32 5/32 5/32 0"),
    (.beta(alpha: 4, beta: 1), "179/420 -31/420 -31/420 11/28 11/28 0"),
    (.beta(alpha: 16, beta: 1), "14171/29070 -182/14535 -182/14535 46/95 46/95 0"),
  ])
  func `six neighbours have their known values, by formula and by enumeration`(semivalue: Semivalue, known: String) {
    #expect(six.values(semivalue) == fractions(known))
    #expect(RationalSemivalue(semivalue, players: 6).values(of: six.game) == fractions(known))
  }

  @Test func `special forms of Shapley and leave-one-out are the general one`() {
    for mask in 0..<64 {
      for neighbours in 1...7 {
        let point = RationalNeighbours(payoffs: (0..<6).map { Rational(mask >> $0 & 1) }, neighbours: neighbours)
        #expect(point.shapleyValues == point.values(.shapley))
        #expect(point.leaveOneOutValues == point.values(.leaveOneOut))
      }
    }
  }

  @Test func `with fewer points than neighbours the printed recursion is wrong as known`() {
    let point = RationalNeighbours(payoffs: [0, 1, 1], neighbours: 5)
    #expect(point.printedShapleyValues == fractions("2/15 1/3 1/3"))
    #expect(point.shapleyValues == fractions("0 1/5 1/5"))
    #expect(RationalNeighbours(payoffs: [1, 0, 1], neighbours: 5).shapleyValues == fractions("1/5 0 1/5"))
    #expect(point.printedLeaveOneOutValues == nil)
  }

  @Test func `four gradients have their known values about their mean and about another target`() {
    let mean = RationalGradients(vectors: four)
    let other = RationalGradients(vectors: four, target: [1, 1])
    for (game, known) in [(mean, "199/432 199/432 71/432 71/432"), (other, "385/432 121/432 521/432 -271/432")] {
      #expect(game.values == fractions(known))
      #expect(game.printedValues == fractions(known))
      #expect(RationalSemivalue(.shapley, players: 4).values(of: game.game) == fractions(known))
    }
    #expect(mean.valuesAboutMean == mean.values)
    #expect(RationalGradients(vectors: Array(four[..<2])).values == fractions("5/8 5/8"))
    #expect(RationalGradients(vectors: Array(four[..<1])).valuesAboutMean == [1])
    #expect(RationalGradients(vectors: Array(four[..<2])).printedValues == nil)
    #expect((1...5).map(RationalGradients.distanceWeight) == fractions("0 3/4 3/8 8/27 425/1728"))
  }

  @Test func `three losses and three gloves have their known values`() {
    let losses = RationalLosses(fractions("1/10 1/2 2"))
    #expect(losses.values == fractions("-103/360 1/72 41/36"))
    #expect(RationalSemivalue(.shapley, players: 3).values(of: losses.game) == losses.values)
    let gloves = RationalGame(players: 3) { Rational(min($0 & 1, ($0 >> 1).nonzeroBitCount)) }
    #expect(RationalSemivalue(.shapley, players: 3).values(of: gloves) == fractions("2/3 1/6 1/6"))
    #expect(RationalSemivalue(.banzhaf, players: 3).values(of: gloves) == fractions("3/4 1/4 1/4"))
  }

  @Test func `exact weights are the rounded ones`() {
    for semivalue in [Semivalue.shapley, .banzhaf, .leaveOneOut, .beta(alpha: 4, beta: 1), .beta(alpha: 0.5, beta: 2)] {
      for players in 1...9 {
        let exact = RationalSemivalue(semivalue, players: players).coefficients
        // A dozen roundings in products of ratios.
        #expect(largestDifference(exact.map(\.double), semivalue.coefficients(players: players)) < 1e-14)
        var choices = Rational(1)
        let sum = exact.enumerated().reduce(Rational(0)) { sum, item in
          defer { choices = choices * Rational(players - 1 - item.offset) / Rational(item.offset + 1) }
          return sum + choices * item.element
        }
        #expect(sum == 1)
      }
    }
  }
}
