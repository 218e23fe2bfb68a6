import Valuation
import Testing
