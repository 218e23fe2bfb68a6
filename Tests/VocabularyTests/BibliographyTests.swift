import Testing
import Vocabulary

@Suite struct BibliographyTests {
  private func entry(_ text: String) throws -> BibliographyEntry {
    let reading = Bibliography.read(text)
    #expect(reading.mistakes.isEmpty, "\(reading.mistakes)")
    return try #require(reading.bibliography.entries.first)
  }

  /// The mistakes of a text, as `line:column: message; fix`.
  private func mistakes(_ text: String) -> [String] { Bibliography.read(text).mistakes.map(\.description) }

  private func title(_ tex: String) throws -> String {
    try entry("@misc{k, title = {\(tex)}}").title.plain
  }

  private func authors(_ text: String) throws -> PersonNames {
    try #require(try entry("@misc{k, author = {\(text)}, title = {t}}").authors)
  }

  @Test func `An entry has its fields, whatever the case, the marks and the order`() throws {
    let article = try entry(
      """
      Words before are a comment, a@b.org too.
      @ARTICLE(shapley1953,
        Author = "Lloyd S. Shapley", title = {A {Value} for
          n-person   games}, YEAR = 1953,
        journal = {Annals}, pages={307--317}, doi = {https://doi.org/10.1515/9781400881970-018},)
      """)
    #expect(article.key == "shapley1953" && article.kind == .article && article.year == "1953")
    #expect(article.title.plain == "A Value for n-person games")
    #expect(article.authors?.names.map(\.family) == ["Shapley"])
    #expect(article["pages"]?.plain == "307–317")
    #expect(article.doi == "10.1515/9781400881970-018")
  }

  @Test func `Strings are put in and joined, months are known, comments and preambles are passed over`() throws {
    let found = try entry(
      """
      @comment{ @article{not, me} }
      @preamble{"\\newcommand{\\x}{y}" # {z}}
      @string{ pvldb = "Proc. " # {VLDB} }
      @string(two = pvldb # " " # 2)
      @article{k, author={A}, title={t}, year=2019, month = "1~" # jun, journal = two}
      """)
    #expect(found["journal"]?.plain == "Proc. VLDB 2")
    #expect(found["month"]?.plain == "1\u{A0}June")
  }

  @Test(arguments: [
    (#"Schr{\"o}dinger"#, "Schrödinger"), (#"\'{e}t\'e caf\'{\i} na\"{\i}ve"#, "été cafí naïve"),
    (#"{\ss} \o\ \aa\ {\AA}ngstr{\"{o}}m"#, "ß ø å Ångström"),
    (#"Gar\c{c}on \c c \v{s} \H{o} \~n \=a \k{a}"#, "Garçon ç š ő ñ ā ą"),
    ("a~b -- c --- d-e", "a\u{A0}b – c — d-e"), (##"R\&D, 5\,\% \_ \# \$ \{x\}"##, "R&D, 5\u{2009}% _ # $ {x}"),
    ("``a'' `b' it's", "“a” ‘b’ it’s"), (#"\emph{The} {\em end} \textbf{of}"#, "The end of"),
    (#"\d{\^o} \b{x}"#, "ô\u{323} x\u{331}"), ("{T}he {{VLDB}} {J}ournal", "The VLDB Journal"),
    (#"\L\'od\'z, \'{} x"#, "Łódź, ´ x"),
  ])
  func `TeX's accents and signs become letters`(tex: String, letters: String) throws {
    #expect(try title(tex) == letters)
  }

  @Test func `Formulas stay formulas`() throws {
    let title = try entry(#"@misc{k, title = {The $\ell_{1}$ norm, 5\$ and $x^2$}}"#).title
    #expect(title.pieces == [.text("The "), .formula(#"\ell_{1}"#), .text(" norm, 5$ and "), .formula("x^2")])
  }

  @Test(arguments: [
    ("Lloyd S. Shapley", "Shapley", "L. S.", ""), ("Shapley, Lloyd S.", "Shapley", "L. S.", ""),
    ("John von Neumann", "von Neumann", "J.", ""), ("von Neumann, John", "von Neumann", "J.", ""),
    ("Ludwig van der Rohe", "van der Rohe", "L.", ""), ("King, Jr, Martin Luther", "King", "M. L.", "Jr"),
    ("Jean-Pierre Serre", "Serre", "J.-P.", ""), ("{OpenAI and Others}", "OpenAI and Others", "", ""),
    (#"{\'E}mile Borel"#, "Borel", "É.", ""), ("Donald~E. Knuth", "Knuth", "D. E.", ""), ("Plato", "Plato", "", ""),
    (#"Mu{\~n}oz, Ana"#, "Muñoz", "A.", ""), ("de la Cruz, A.B.", "de la Cruz", "A. B.", ""),
  ])
  func `Names are cut into their parts`(text: String, family: String, initials: String, suffix: String) throws {
    let names = try authors(text)
    #expect(names.names.count == 1 && !names.hasOthers)
    #expect(names.names[0].family == family)
    #expect(names.names[0].initials == initials)
    #expect(names.names[0].suffix == suffix)
  }

  @Test func `Names are joined by the word and, outside braces, and others may follow`() throws {
    let several = try authors("Anders Sandberg and {Band and Sons} AND\nLe, V. and others")
    #expect(several.names.map(\.family) == ["Sandberg", "Band and Sons", "Le"])
    #expect(several.hasOthers)
  }

  @Test(arguments: [
    (
      "@article{k, author={A}, title={t}}",
      [
        "1:10: the @article 'k' needs the field 'journal'; add journal = {…}",
        "1:10: the @article 'k' needs the field 'year'; add year = {…}",
      ]
    ),
    (
      "@misc{k, title={a}}\n@misc{K, title={b}}",
      [
        "2:7: the key 'K' is taken by 'k': keys that differ only in capitals are the same to BibTeX; choose another key, or remove one"
      ]
    ),
    (
      "@misc{k, title={a}}\n@misc{k, title={b}}",
      ["2:7: the key 'k' is taken by another entry; choose another key, or remove one"]
    ),
    (
      "@misc{k,\n  title={a {b}\n}\n\n@misc{l, title={c}}",
      ["1:6: this '{' is never closed; close it with '}' before line 5"]
    ),
    ("@misc{k,\n  title={a {b\n}\n\n@misc{l, title={c}}", ["2:9: this '{' is never closed; close it with '}'"]),
    ("@misc{k, title=\"a}", ["1:16: this '\"' is never closed; close it with '\"'"]),
    ("@misc{k, title=pvldb}", ["1:16: there is no @string 'pvldb'; define it above, or put braces around the text"]),
    (
      "@misc{k, title={t} note={n}}",
      ["1:20: expected ',' or the end of the entry, found 'n'; put a comma behind the value of 'title'"]
    ),
    ("@aticle{k, title={t}}", ["1:2: there is no kind of entry '@aticle'; write @misc where nothing else fits"]),
    ("@misc{k, title={t}, title={u}}", ["1:21: the entry 'k' has 'title' already; remove one of them"]),
    ("@misc{title={t}}", ["1:7: this entry has no key; begin it as in @article{shapley1953, …}"]),
    ("@misc{a b, title={t}}", ["1:9: expected ',' or the end of the entry, found 'b'; put a comma behind the key"]),
    (
      "@misc{é, title={t}}",
      ["1:7: 'é' cannot be a key; begin and end with a letter or digit and use a–z, A–Z, 0–9 and _ - : . + / only"]
    ),
    (
      "@misc k",
      [
        "1:1: expected an entry such as @article{key, …}, found '@misc' without '{'; open the entry with '{', or remove the '@'"
      ]
    ),
    ("@misc{k, title=}", ["1:16: expected a value, found '}'; write it in braces"]),
    ("@misc{k, title {t}}", ["1:16: expected '=' after 'title', found '{'; write title = {value}"]),
    (#"@misc{k, title={a \foo b}}"#, [#"1:19: unknown command '\foo' in 'title'; write the letters themselves"#]),
    (
      "@misc{k, title={a $x b}}",
      ["1:19: the formula that begins here never ends; close it with '$', or write \\$ for the sign"]
    ),
    (
      #"@misc{k, title={a $\fraq$ b}}"#,
      [#"1:20: unknown command '\fraq'; formulas know a part of TeX, without packages and macros"#]
    ),
    (
      "@misc{k, title={t}, author={A and and B}}",
      ["1:34: a name is missing beside 'and' in 'author'; names are joined by one 'and' each"]
    ),
    (
      "@misc{k, title={t}, author={A, B, C, D}}",
      [
        "1:29: this name has 3 commas, at most 2 have a meaning; write Last, First or Last, Jr, First, and join names by 'and'"
      ]
    ),
    ("@misc{k, title={t}, doi={11.1}}", ["1:26: '11.1' is no DOI; write it as in 10.14778/3342263.3342637"]),
    (
      "@misc{k, title={t}, url={x.org}}",
      ["1:26: 'x.org' is no address of the web; begin it with https:// and use no blanks"]
    ),
    ("@misc{k, title={t}, eprint={a b}}", ["1:29: 'a b' is no number of arXiv; write it as in 2406.11730"]),
  ])
  func `Mistakes are told with their place and what to do`(text: String, expected: [String]) {
    #expect(mistakes(text) == expected)
  }

  @Test func `One mistake hides no other entry`() {
    let reading = Bibliography.read("@misc{a, title={t}}\n@misc{b title={t}}\n@misc{c, title={t}}\n@book{d, title={t}}")
    #expect(reading.bibliography.entries.map(\.key) == ["a", "c"])
    #expect(reading.keys == ["a", "c", "d"])
    #expect(reading.mistakes.count == 4)
  }

  @Test func `Lines end in three ways`() {
    for end in ["\n", "\r\n", "\r"] {
      #expect(mistakes("x\(end)\(end)@misc{k, title=pvldb}").map { $0.prefix(4) } == ["3:16"])
    }
  }

  @Test func `A bomb of strings is refused`() {
    let lines = (1...40).map { "@string{s\($0) = s\($0 - 1) # s\($0 - 1)}" }
    let found = mistakes(([#"@string{s0 = "0123456789"}"#] + lines).joined(separator: "\n"))
    #expect(found.first?.contains("longer than 20000 letters") ?? false)
  }

  @Test func `Addresses of archives and of the web are read as they stand`() throws {
    let found = try entry(
      #"@misc{k, title={t}, eprint={arXiv:2406.11730}, archivePrefix={arXiv}, url={https://x.org/a\_b?c=1\&d=%20}, date={2024-06-17}}"#
    )
    #expect(found.arXiv == "2406.11730" && found.url == "https://x.org/a_b?c=1&d=%20" && found.year == "2024")
  }

  @Test(arguments: [
    ("[@a]", [["a|"]], false), ("see [@a; @b, p. 3].", [["a|", "b|p. 3"]], false),
    ("[@a,\n Theorem 1;\n@b-c]", [["a|Theorem 1", "b-c|"]], false),
    ("@a shows, as @b.", [["a|"], ["b|"]], true), ("me@a.org `x` \\@a [@nobody](x) [@fig:a] [see @] @nobody", [], true),
    ("@a_b-: x", [["a_b|"]], true), ("[@a; b]", [["a|"]], true),
  ])
  func `Citations are found in text`(text: String, expected: [[String]], isTextual: Bool) {
    let found = EntryCitation.all(in: Array(text.unicodeScalars)) { $0 != "nobody" }
    #expect(found.map { $0.items.map { "\($0.key)|\($0.locator)" } } == expected)
    #expect(found.allSatisfy { $0.isTextual == isTextual })
  }
}
