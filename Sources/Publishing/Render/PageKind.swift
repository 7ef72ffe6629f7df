import Diagnostics
import Templates
import Values

/// A kind of page: its template's file and the fields it is given.
enum PageKind: String, CaseIterable, Sendable {
  case home, column, group, record, leaders, departments, links, tombstone, redirect, catalogue, choices, map
  case platform, guide, statutory, search, interfaces
  case notFound = "notfound"

  var file: String { "\(rawValue).mustache" }

  var schema: Schema {
    switch self {
    case .home: PageSchemas.home
    case .column: PageSchemas.column
    case .group: PageSchemas.group
    case .record: PageSchemas.record
    case .leaders: PageSchemas.leaders
    case .departments: PageSchemas.departments
    case .links: PageSchemas.links
    case .tombstone: PageSchemas.tombstone
    case .redirect: PageSchemas.redirect
    case .catalogue: PageSchemas.catalogue
    case .choices: PageSchemas.choices
    case .map: PageSchemas.map
    case .platform: PageSchemas.platform
    case .guide: PageSchemas.guide
    case .statutory: PageSchemas.statutory
    case .search: PageSchemas.search
    case .interfaces: PageSchemas.interfaces
    case .notFound: PageSchemas.notFound
    }
  }
}
