import Foundation

@testable import Console

/// A person at the console: a cookie, the session's form token.
final class Guest {
  let wire: Wire
  private(set) var cookie = ""
  private(set) var token = ""

  init(port: Int) { wire = Wire(port: port) }

  var origin: String { "http://127.0.0.1:\(wire.port)" }

  func get(_ path: String) async throws -> Wire.Reply {
    try await wire.request("GET", path, headers: cookie.isEmpty ? [] : [("Cookie", cookie)])
  }

  /// Posts a form as a browser would; `token` and the origin may be forged.
  func post(
    _ path: String, _ fields: [(String, String)], token forged: String? = nil, origin: String?? = nil
  ) async throws -> Wire.Reply {
    let all = [("token", forged ?? token)] + fields
    let body = all.map { "\(FormFields.encode($0.0))=\(FormFields.encode($0.1))" }.joined(separator: "&")
    return try await post(path, body: Array(body.utf8), type: "application/x-www-form-urlencoded", origin: origin)
  }

  func post(
    _ path: String, body: [UInt8], type: String, origin: String?? = nil, statedLength: Int? = nil
  ) async throws -> Wire.Reply {
    var headers = [("Content-Type", type)]
    if !cookie.isEmpty { headers.append(("Cookie", cookie)) }
    if let origin = origin ?? .some(self.origin) { headers.append(("Origin", origin)) }
    return try await wire.request("POST", path, headers: headers, body: body, statedLength: statedLength)
  }

  /// Posts a form as a browser does that tells from which page.
  func post(_ path: String, _ fields: [(String, String)], from page: String, origin: String? = nil) async throws
    -> Wire.Reply
  {
    let body = ([("token", token)] + fields).map { "\(FormFields.encode($0.0))=\(FormFields.encode($0.1))" }
    return try await wire.request(
      "POST", path,
      headers: [
        ("Content-Type", "application/x-www-form-urlencoded"), ("Cookie", cookie), ("Origin", origin ?? self.origin),
        ("Referer", (origin ?? self.origin) + page),
      ], body: Array(body.joined(separator: "&").utf8))
  }

  /// Posts a form with a file.
  func upload(_ path: String, _ fields: [(String, String)], name: String, _ content: [UInt8]) async throws -> Wire.Reply
  {
    var body: [UInt8] = []
    for (field, value) in [("token", token)] + fields {
      body += Array("--XX\r\nContent-Disposition: form-data; name=\"\(field)\"\r\n\r\n\(value)\r\n".utf8)
    }
    body += Array(
      "--XX\r\nContent-Disposition: form-data; name=\"upload\"; filename=\"\(name)\"\r\nContent-Type: x\r\n\r\n".utf8)
    body += content + Array("\r\n--XX--\r\n".utf8)
    return try await post(path, body: body, type: "multipart/form-data; boundary=XX")
  }

  /// Signs in.
  @discardableResult
  func signIn(_ account: String, password: String = TestConsole.password) async throws -> Wire.Reply {
    let reply = try await post("/signin", [("account", account), ("password", password)])
    if let set = reply.header("Set-Cookie") {
      cookie = String(set.prefix { $0 != ";" })
      token = try value("token", in: try await get("/password").body)
    }
    return reply
  }

  /// Takes on a cookie that somebody else made.
  func wear(_ cookie: String) { self.cookie = cookie }

  /// The value of a hidden field on a page.
  func value(_ name: String, in page: String) throws -> String {
    struct Missing: Error { let name: String }
    guard let start = page.range(of: "name=\"\(name)\" value=\"") else { throw Missing(name: name) }
    return String(page[start.upperBound...].prefix { $0 != "\"" })
  }

  /// The form of an item as its page gives it.
  func form(of id: String) async throws -> [(String, String)] {
    let page = try await get("/item?id=\(FormFields.encode(id))").body
    return [("id", id), ("digest", try value("digest", in: page)), ("step", try value("step", in: page))]
  }

  /// Takes the step that is due.
  @discardableResult
  func decide(_ id: String, _ choice: String = "agree", _ more: [(String, String)] = []) async throws -> Wire.Reply {
    try await post("/item/decide", await form(of: id) + [("choice", choice)] + more)
  }
}
