import Report
import Testing
