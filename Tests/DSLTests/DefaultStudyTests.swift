import DSL
import Testing
import Vocabulary

struct DefaultStudyTests {
  @Test func `the default study is read`() throws {
    let source = SourceText(name: "studies/chg_vs_knn.yaml", text: try Repository.defaultStudy())
    let study = try StudyReader(catalogue: SampleCatalogue.catalogue).read(source).get()
    #expect(study.methods.count == 8)
  }
}
