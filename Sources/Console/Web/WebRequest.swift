/// A request as pages see it.
struct WebRequest: Sendable {
  enum Method: Sendable { case get, post }

  let method: Method
  /// Decoded, without the query: `/queue`.
  let path: String
  let query: FormFields
  let cookies: [String: String]
  /// The Host header, checked before anything else.
  let host: String
  let isSecure: Bool
  /// The Origin header.
  let origin: String?
  /// The Referer header: the page that a form was sent from.
  var referer: String?
  /// Where browsers open the console, if something stands in front of it.
  var outer: OuterOrigin?
  /// Sec-Fetch-Site, which browsers send and scripts can't set.
  let fetchSite: String?
  /// The peer's address; nothing that a proxy claims.
  let address: String
  let type: String
  /// Fields of the form; empty until the body was read.
  var form = FormFields()
  var files: [Multipart.File] = []

  /// The path as a log may show it: an address that is itself a key is none of a log's business.
  var loggedPath: String { SecretToken.hidden(in: path, isAddress: true) }

  /// `http://127.0.0.1:8080`; behind something that takes the browsers' connections, its address.
  var ownOrigin: String { origins.last ?? "" }

  /// What a page of ours may be opened under. Under the outer name it is the outer address alone; whoever is in front may
  /// as well ask for a name of this machine.
  private var origins: [String] {
    let inner = "\(isSecure ? "https" : "http")://\(host)".lowercased()
    guard let outer else { return [inner] }
    return host.lowercased() == outer.host ? [outer.text] : [inner, outer.text]
  }

  /// Whether a form was sent by a page of ours: browsers name the origin of every POST.
  var isFromHere: Bool {
    guard let origin, origins.contains(origin.lowercased()) else { return false }
    return fetchSite == nil || fetchSite == "same-origin"
  }

  /// Whether a page asked by itself, not a person: who else is looking, and pages that refresh while something runs.
  var isByItself: Bool { method == .get && (path == "/presence" || query["refresh"] == "1") }

  /// The page of ours that a form was sent from, with its query; empty if it is not told.
  var from: String {
    guard let referer, let origin = origins.first(where: { referer.lowercased().hasPrefix("\($0)/") }) else {
      return ""
    }
    let address = String(referer.utf8.dropFirst(origin.utf8.count)) ?? ""
    return WebAnswer.isOwn(address) ? address : ""
  }

  /// Reads the Cookie header.
  static func cookies(_ header: String?) -> [String: String] {
    var cookies: [String: String] = [:]
    for piece in (header ?? "").split(separator: ";").prefix(50) {
      let parts = piece.split(separator: "=", maxSplits: 1)
      guard parts.count == 2 else { continue }
      let name = FormFields.trimmed(String(parts[0]))
      // The first one counts: one set for a narrower path comes first, and ours has the widest.
      if cookies[name] == nil { cookies[name] = FormFields.trimmed(String(parts[1])) }
    }
    return cookies
  }
}
