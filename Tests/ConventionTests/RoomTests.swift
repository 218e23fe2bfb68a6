import Foundation
import Testing

/// A room and what it may import, read from the manifest so that the order of rooms is written once.
struct Room: Sendable, CustomTestStringConvertible {
  let name: String
  let imports: Set<String>
  var testDescription: String { name }

  static let all: [Room] = {
    let manifest = (try? Repository.text("Package.swift")) ?? ""
    return manifest.matches(of: /\("(\w+)", \[([^\]]*)\], (?:optimised|settings)\)/).map { match in
      Room(name: String(match.1), imports: Set(match.2.matches(of: /"(\w+)"/).map { String($0.1) }))
    }
  }()

  func files() throws -> [(path: String, text: String)] { try Repository.files("Sources/\(name)") }
}

/// Parts of the toolchain that any room may use.
let toolchain: Set = ["Foundation", "Glibc", "Dispatch", "Synchronization"]

/// Words that no room may hold, with the reason.
let banned: [(word: String, reason: String)] = [
  ("Hasher()", "is seeded anew in each process"),
  ("SystemRandomNumberGenerator", "cannot be repeated"),
  (".shuffled(", "the library may change its order"),
  (".random(in", "the library may change its draws"),
  ("Date()", "results do not depend on the clock"),
  (" print(", "rooms return values; the command line speaks"),
  ("fatalError(", "our mistakes are preconditions that name both sides"),
  ("String(format:", "pulls in a library five times the size of the program"),
]

@Test("the manifest's table of rooms is found")
func table() {
  #expect(Room.all.count >= 10)
  #expect(Room.all.first?.name == "Vocabulary")
}

@Test("a room imports only what its line in the manifest allows", arguments: Room.all)
func imports(_ room: Room) throws {
  for file in try room.files() {
    for line in file.text.split(separator: "\n") {
      let pattern =
        /(?:@preconcurrency |@testable )?(?:public |internal |package )?import (?:struct |func |class )?(\w+).*/
      guard let match = String(line).wholeMatch(of: pattern) else { continue }
      let module = String(match.1)
      #expect(room.imports.contains(module) || toolchain.contains(module), "\(file.path) imports \(module)")
    }
  }
}

@Test("imports run one way: a room's line names only rooms above it")
func oneWay() {
  var above: Set<String> = []
  for room in Room.all {
    let rooms = room.imports.filter { name in Room.all.contains { $0.name == name } }
    #expect(rooms.isSubset(of: above), "\(room.name) imports \(rooms.subtracting(above).sorted())")
    above.insert(room.name)
  }
}

@Test("each outside library has one door")
func doors() throws {
  let manifest = try Repository.text("Package.swift")
  let libraries = manifest.matches(of: /\("(C[A-Z]\w+)", "[\w.-]*", "[\w.-]+"\)/).map { String($0.1) }
  let packages = manifest.matches(of: /\("(\w+)", "https:[^"]+", "[\d.]+"\)/).map { String($0.1) }
  #expect(libraries.count >= 7 && packages == ["BigInt"])
  for library in libraries + packages {
    #expect(Room.all.filter { $0.imports.contains(library) }.count == 1, "\(library)")
  }
}

@Test("no room holds a banned word", arguments: Room.all)
func words(_ room: Room) throws {
  for file in try room.files() {
    for ban in banned { #expect(!file.text.contains(ban.word), "\(file.path): '\(ban.word)' \(ban.reason)") }
  }
}

@Test(
  "no public type carries its room's name, and none is called manager, helper, util, core or common",
  arguments: Room.all)
func names(_ room: Room) throws {
  for file in try room.files() {
    for match in file.text.matches(of: /\n *public (?:final )?(?:struct|enum|protocol|class|actor) (\w+)/) {
      let name = String(match.1)
      #expect(name != room.name, "\(file.path)")
      let words = Set(name.matches(of: /[A-Z][a-z]+/).map { String($0.0) })
      let vague: Set = ["Manager", "Helper", "Helpers", "Util", "Utils", "Utilities", "Core", "Common"]
      #expect(words.isDisjoint(with: vague), "\(file.path) names a type \(name)")
    }
  }
}

@Test("every public type tells in a comment what it is", arguments: Room.all)
func documented(_ room: Room) throws {
  for file in try room.files() {
    let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      guard line.wholeMatch(of: /public (?:final |indirect )?(?:struct|enum|protocol|class|actor) .*/) != nil else {
        continue
      }
      var above = index - 1
      while above >= 0, lines[above].hasPrefix("@") { above -= 1 }
      #expect(above >= 0 && lines[above].hasPrefix("///"), "\(file.path):\(index + 1) \(line)")
    }
  }
}

@Test("each room is opened by a short page saying what it is for", arguments: Room.all.map(\.name) + ["Workbench"])
func opened(_ room: String) throws {
  let page = try Repository.text("Sources/\(room)/README.md")
  #expect(page.hasPrefix("# \(room)\n"))
  #expect((3...40).contains(page.split(separator: "\n", omittingEmptySubsequences: false).count))
}
