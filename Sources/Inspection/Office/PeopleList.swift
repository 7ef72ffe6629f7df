import XML

/// Lists of the people who commented or changed: word/people.xml, persons, comment authors.
enum PeopleList {
  static func inspect(_ bytes: [UInt8], _ place: String, _ gathering: inout Gathering) {
    gathering.xml(bytes, place) { event, gathering in
      guard case .start(let name, _, let attributes) = event.kind else { return }
      guard ["person", "cmAuthor", "author", "presenceInfo"].contains(name) else { return }
      for key in ["author", "displayName", "name", "userId"] {
        guard let value = attributes.value(key), !Mask.isBlank(value) else { continue }
        gathering.text("\(place)人员", value, hidden: true)
        if key != "userId" { gathering.find(.metadata, place, "人员：\(Mask.text(value))") }
      }
    }
  }
}
