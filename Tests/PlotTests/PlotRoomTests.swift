import Plot
import Testing
