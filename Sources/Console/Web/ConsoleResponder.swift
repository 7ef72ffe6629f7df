import Hummingbird
import Preview

/// Checks what every request must pass, reads its body within limits, and hands it to the pages.
struct ConsoleResponder: HTTPResponder {
  typealias Context = ConsoleContext

  let pages: ConsolePages
  let hosts: HostRule
  /// Further names that requests may be addressed to.
  let names: Set<String>
  let isSecure: Bool
  /// Where browsers open the console, if something stands in front of it.
  let outer: OuterOrigin?
  /// The time that a body may take, besides what its bytes are given.
  let bodyTime: Duration

  func respond(to request: Request, context: ConsoleContext) async throws -> Response {
    var answer = await self.answer(request, context)
    if request.method == .head { answer.bytes = [] }
    return response(answer)
  }

  private func answer(_ request: Request, _ context: ConsoleContext) async -> WebAnswer {
    guard hosts.allows(request.head.authority) || isNamed(request.head.authority) else {
      return .plain(421, "审查台只接受用它自己的地址打开的请求，请用启动时显示的地址打开。")
    }
    guard let web = web(request, context) else { return .plain(400, "请求的地址不合规。") }
    guard web.method == .post else { return await pages.get(web) }
    guard request.method == .post else { return .plain(405, "审查台不接受这种请求。") }
    // Who may not post at all is told so before a byte of the body is read.
    let limit: Int
    switch await pages.bodyLimit(of: web) {
    case .success(let bytes): limit = bytes
    case .failure(let refusal): return closing(refusal.answer)
    }
    if let stated = request.headers[.contentLength].flatMap({ Int($0) }), stated > limit {
      return closing(pages.tooLarge(web, limit: limit))
    }
    switch await body(request, limit: limit) {
    case .success(let bytes): return await pages.post(filled(web, bytes))
    case .failure(.tooLarge): return closing(pages.tooLarge(web, limit: limit))
    case .failure(.tooSlow): return closing(.plain(408, "提交的内容没有在规定时间内到齐，请重试。"))
    case .failure(.broken): return closing(.plain(400, "提交的内容不完整。"))
    }
  }

  private func isNamed(_ host: String?) -> Bool {
    guard let name = host?.split(separator: ":", maxSplits: 1).first?.lowercased() else { return false }
    return names.contains(name)
  }

  private func web(_ request: Request, _ context: ConsoleContext) -> WebRequest? {
    let target = request.head.path ?? "/"
    guard target.hasPrefix("/"), target.utf8.count <= 8192 else { return nil }
    let parts = target.utf8.split(separator: UInt8(ascii: "?"), maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first, !first.contains(UInt8(ascii: "+")), let path = FormFields.decode(first) else {
      return nil
    }
    let isGet = request.method == .get || request.method == .head
    return WebRequest(
      method: isGet ? .get : .post, path: path,
      query: parts.count > 1 ? FormFields(urlEncoded: parts[1]) : FormFields(),
      cookies: WebRequest.cookies(request.headers[.cookie]), host: request.head.authority ?? "", isSecure: isSecure,
      origin: request.headers[.origin], referer: request.headers[.referer], outer: outer,
      fetchSite: Name("Sec-Fetch-Site").flatMap { request.headers[$0] },
      address: context.address, type: request.headers[.contentType] ?? "")
  }

  private func filled(_ web: WebRequest, _ bytes: [UInt8]) -> WebRequest {
    var web = web
    if let multipart = Multipart(bytes, type: web.type) {
      web.form = multipart.fields
      web.files = multipart.files
    } else if web.type.lowercased().hasPrefix("application/x-www-form-urlencoded") {
      web.form = FormFields(urlEncoded: bytes)
    }
    return web
  }

  // MARK: - Body

  private enum BodyFault: Error { case tooLarge, tooSlow, broken }

  /// Reads the body; a sender who lets it drip is cut off, a slow line is not.
  private func body(_ request: Request, limit: Int) async -> Result<[UInt8], BodyFault> {
    let pace = BodyPace(base: bodyTime)
    return await withTaskGroup(of: Result<[UInt8], BodyFault>.self) { group in
      group.addTask {
        var bytes: [UInt8] = []
        do {
          for try await piece in request.body {
            guard bytes.count + piece.readableBytes <= limit else { return .failure(.tooLarge) }
            bytes.append(contentsOf: piece.readableBytesView)
            pace.took(piece.readableBytes)
          }
          return .success(bytes)
        } catch {
          return .failure(.broken)
        }
      }
      group.addTask {
        await pace.lapse()
        return .failure(.tooSlow)
      }
      let first = await group.next() ?? .failure(.broken)
      group.cancelAll()
      return first
    }
  }

  /// The connection ends with this answer: what may still come in is not read.
  private func closing(_ answer: WebAnswer) -> WebAnswer {
    var answer = answer
    answer.headers.append(("Connection", "close"))
    return answer
  }

  // MARK: - Answers

  private typealias Name = HTTPFields.Element.Name

  private func response(_ answer: WebAnswer) -> Response {
    var headers: HTTPFields = [
      .contentType: answer.type, .xContentTypeOptions: "nosniff", .contentSecurityPolicy: answer.policy,
      .cacheControl: answer.isPublic ? "public, max-age=300" : "no-store",
    ]
    let resource = ("Cross-Origin-Resource-Policy", answer.isFramed ? "cross-origin" : "same-origin")
    for (name, value) in ConsoleResponder.fixed + [resource] + answer.headers {
      guard let name = Name(name) else { continue }
      headers.append(.init(name: name, value: value))
    }
    return Response(
      status: .init(code: answer.status), headers: headers,
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.bytes)))
  }

  private static let fixed: [(name: String, value: String)] = [
    ("Referrer-Policy", "same-origin"), ("Cross-Origin-Opener-Policy", "same-origin"),
    ("X-Robots-Tag", "noindex"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=()"),
  ]
}
