import DSL
import Testing
