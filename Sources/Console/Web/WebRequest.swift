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
  /// Sec-Fetch-Site, which browsers send and scripts can't set.
  let fetchSite: String?
  /// The peer's address; nothing that a proxy claims.
  let address: String
  let type: String
  /// Fields of the form; empty until the body was read.
  var form = FormFields()
  var files: [Multipart.File] = []

  /// `http://127.0.0.1:8080`.
  var ownOrigin: String { "\(isSecure ? "https" : "http")://\(host)" }

  /// Whether a form was sent by a page of ours: browsers name the origin of every POST.
  var isFromHere: Bool {
    guard let origin, origin.lowercased() == ownOrigin.lowercased() else { return false }
    return fetchSite == nil || fetchSite == "same-origin"
  }

  /// Whether a page asked by itself, not a person: who else is looking, and pages that refresh while something runs.
  var isByItself: Bool { method == .get && (path == "/presence" || query["refresh"] == "1") }

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
