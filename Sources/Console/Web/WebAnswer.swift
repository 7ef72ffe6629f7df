/// An answer in the making.
struct WebAnswer: Sendable {
  var status: Int
  var type: String
  var bytes: [UInt8]
  var headers: [(name: String, value: String)] = []
  /// The content policy; the console's own unless a draft is shown.
  var policy = WebAnswer.pagePolicy
  /// Whether a browser may keep it.
  var isPublic = false
  /// Whether it is shown, or loaded, in a sandboxed frame, which has no origin.
  var isFramed = false

  static let html = "text/html; charset=utf-8"

  static let pagePolicy =
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    + "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

  /// A page.
  static func page(_ bytes: [UInt8], status: Int = 200) -> WebAnswer {
    WebAnswer(status: status, type: html, bytes: bytes)
  }

  /// A line for what is no page.
  static func plain(_ status: Int, _ text: String) -> WebAnswer {
    WebAnswer(status: status, type: "text/plain; charset=utf-8", bytes: Array((text + "\n").utf8))
  }

  /// Leads to another page of the console (303: the browser asks for it by GET).
  ///
  /// - Parameter address: begins with a single `/`; anything else leads to the first page, so that no answer ever
  ///   leads elsewhere.
  static func see(_ address: String) -> WebAnswer {
    var answer = plain(303, "")
    answer.headers.append(("Location", WebAnswer.isOwn(address) ? address : "/"))
    return answer
  }

  /// Whether an address is a path of this server.
  static func isOwn(_ address: String) -> Bool {
    let bytes = Array(address.utf8)
    guard bytes.first == UInt8(ascii: "/") else { return false }
    if bytes.count > 1, bytes[1] == UInt8(ascii: "/") || bytes[1] == UInt8(ascii: "\\") { return false }
    return bytes.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }
  }

  /// A file to be saved, never shown.
  static func download(_ bytes: [UInt8], name: String, type: String = "application/octet-stream") -> WebAnswer {
    var answer = WebAnswer(status: 200, type: type, bytes: bytes)
    answer.headers.append(("Content-Disposition", "attachment; filename*=UTF-8''\(FormFields.encode(name))"))
    answer.policy = "default-src 'none'; sandbox"
    return answer
  }
}
