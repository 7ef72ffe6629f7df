import Hummingbird

/// Answers requests from the latest draft and nothing else: no address ever reaches the disk.
struct PreviewResponder: HTTPResponder {
  typealias Context = BasicRequestContext

  let desk: DraftDesk
  let hosts: HostRule
  let addresses: PageAddresses

  private var pages: PreviewPages { PreviewPages(addresses: addresses) }

  /// What a page of the site states in its own `<meta>`, and that no page may frame a draft.
  static let contentSecurityPolicy =
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; media-src 'self'; "
    + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

  func respond(to request: Request, context: BasicRequestContext) async throws -> Response {
    let response = await answer(request)
    return request.method == .head ? response.createHeadResponse() : response
  }

  private func answer(_ request: Request) async -> Response {
    guard hosts.allows(request.head.authority) else {
      return plain(.misdirectedRequest, "草稿预览只接受用本机地址打开的请求，请用启动时显示的地址打开。\n")
    }
    guard request.method == .get || request.method == .head else {
      var response = plain(.methodNotAllowed, "草稿预览只能查看，不接受提交。\n")
      response.headers[.allow] = "GET, HEAD"
      return response
    }
    let address = addresses.read(request.head.path ?? "/")
    if address == .root { return redirect(to: addresses.basePath) }
    // These two need no draft.
    if address == .own("reload.js") { return response(.ok, ContentType.script, Array(PreviewAssets.script.utf8)) }
    if address == .own("preview.css") { return response(.ok, ContentType.css, Array(PreviewAssets.stylesheet.utf8)) }
    if address == .own("events") { return request.method == .head ? eventHead : events() }
    guard let edition = await desk.firstEdition() else { return plain(.serviceUnavailable, "草稿预览正在停止。\n") }
    return answer(address, from: edition)
  }

  private func answer(_ address: PageAddress, from edition: DraftDesk.Edition) -> Response {
    let draft = edition.draft
    if address == .own("problems") { return response(.ok, ContentType.html, pages.problems(edition)) }
    if draft.showsOnlyProblems { return response(.internalServerError, ContentType.html, pages.failure(edition)) }
    guard case .page(let path) = address else { return missing(edition) }
    if let file = draft.pages[path] { return page(.ok, path, file, edition) }
    if draft.pages[path + "/index.html"] != nil { return redirect(to: addresses.folder(path)) }
    return missing(edition)
  }

  private func missing(_ edition: DraftDesk.Edition) -> Response {
    let path = "404.html"
    guard let file = edition.draft.pages[path] else {
      return response(.notFound, ContentType.html, pages.missing(edition))
    }
    return page(.notFound, path, file, edition)
  }

  private func page(
    _ status: HTTPResponse.Status, _ path: String, _ file: [UInt8], _ edition: DraftDesk.Edition
  ) -> Response {
    let type = ContentType.of(path)
    guard type == ContentType.html else { return response(status, type, file) }
    return response(status, type, pages.insertion(into: file, of: edition).applied(to: file))
  }

  private func redirect(to address: String) -> Response {
    var response = plain(.found, "")
    response.headers[.location] = address
    return response
  }

  private func plain(_ status: HTTPResponse.Status, _ text: String) -> Response {
    response(status, "text/plain; charset=utf-8", Array(text.utf8))
  }

  private func response(_ status: HTTPResponse.Status, _ type: String, _ bytes: [UInt8]) -> Response {
    Response(status: status, headers: headers(type), body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
  }

  private func headers(_ type: String) -> HTTPFields {
    var headers: HTTPFields = [.contentType: type, .cacheControl: "no-store", .xContentTypeOptions: "nosniff"]
    for case (let name?, let value) in PreviewResponder.fixedHeaders { headers[name] = value }
    // The viewers in browsers style a PDF inline, which the policy would forbid.
    if type != ContentType.pdf { headers[.contentSecurityPolicy] = PreviewResponder.contentSecurityPolicy }
    return headers
  }

  /// No search engine keeps a draft, no page of another site shows one.
  private static let fixedHeaders: [(Name?, String)] = [
    (Name("X-Robots-Tag"), "noindex"), (Name("Cross-Origin-Resource-Policy"), "same-origin"),
    (Name("Referrer-Policy"), "same-origin"),
  ]

  private typealias Name = HTTPFields.Element.Name

  // MARK: Events

  private var eventHead: Response { Response(status: .ok, headers: headers("text/event-stream; charset=utf-8")) }

  /// Tells the mark of the latest edition at once and whenever it may have changed.
  private func events() -> Response {
    var response = eventHead
    let desk = desk
    response.body = ResponseBody { writer in
      try await writer.write(ByteBuffer(string: "retry: 1000\n\n"))
      for await _ in desk.wakes() {
        let line = desk.edition.map { "data: \($0.mark)\n\n" } ?? ": 正在生成\n\n"
        try await writer.write(ByteBuffer(string: line))
      }
      try await writer.finish(nil)
    }
    return response
  }
}
