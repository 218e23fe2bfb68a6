import Compute
import Learning

extension Run {
  /// How many threads may hold a block of a population at once: as many as its memory and its device allow.
  func threads(forBlocksOf population: any Population) -> Int {
    min(threads(forBlocksOf: population.blockBytes), population.blocksAtOnce)
  }
}
