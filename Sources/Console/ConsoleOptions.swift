import NIOSSL

/// How a console is started.
public struct ConsoleOptions: Sendable {
  /// The site folder.
  public var site: String
  /// The published folder that 发布 writes.
  public var output: String
  /// The folder of templates, where one is given.
  public var templates: String?
  public var address: String
  /// 0 takes any free port.
  public var port: Int
  /// Further names that a request may be addressed to: the office's own name for the machine.
  public var names: [String]
  public var tls: TLSFiles?
  /// Where browsers open the console, if something in front of it takes their connections: `https://shencha.example.gov.cn`.
  public var origin: OuterOrigin?
  /// Cost of new password hashes, as the binary logarithm of scrypt's N.
  var passwordCost = PasswordHash.standardCost
  /// The time that the body of a request may take, besides what its bytes are given (`BodyPace`).
  var bodyTime: Duration = .seconds(60)
  /// The time that the head of a request may take.
  var headTime: Duration = .seconds(30)

  /// Certificate and key in PEM files.
  public struct TLSFiles: Sendable {
    let certificate: String
    let key: String

    /// Names the files; they are read at start.
    public init(certificate: String, key: String) {
      self.certificate = certificate
      self.key = key
    }

    func configuration() throws(ConsoleFault) -> TLSConfiguration {
      do {
        let chain = try NIOSSLCertificate.fromPEMFile(certificate)
        var configuration = TLSConfiguration.makeServerConfiguration(
          certificateChain: chain.map { .certificate($0) },
          privateKey: .privateKey(try NIOSSLPrivateKey(file: key, format: .pem)))
        configuration.minimumTLSVersion = .tlsv12
        return configuration
      } catch {
        throw ConsoleFault("console.tls", "证书或私钥读不出:\(error)", remedy: "核对 --tls-certificate 和 --tls-key(PEM 格式)")
      }
    }
  }

  /// The defaults: loopback, port 8080, no TLS.
  public init(
    site: String, output: String = "public", templates: String? = nil, address: String = "127.0.0.1",
    port: Int = 8080, names: [String] = [], tls: TLSFiles? = nil, origin: OuterOrigin? = nil
  ) {
    self.site = site
    self.output = output
    self.templates = templates
    self.address = address
    self.port = port
    self.names = names
    self.tls = tls
    self.origin = origin
  }
}

/// The address of the console as browsers know it: scheme, name, port.
public struct OuterOrigin: Sendable, Hashable {
  /// `https://shencha.example.gov.cn`, in lower case, without a slash at its end.
  let text: String
  /// The name with its port, as browsers send it in Host.
  let host: String
  let isSecure: Bool

  /// - Returns: nil for what is no origin: another scheme, a path, a name that no browser sends, a port that is no number.
  public init?(_ text: String) {
    let plain = (text.hasSuffix("/") ? String(text.dropLast()) : text).lowercased()
    let scheme = ["https://", "http://"].first { plain.hasPrefix($0) }
    guard let scheme else { return nil }
    let host = plain.dropFirst(scheme.count)
    guard !host.isEmpty,
      host.utf8.allSatisfy({ (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || "-.:[]".utf8.contains($0) })
    else { return nil }
    // Browsers leave the scheme's own port out.
    let port = scheme == "https://" ? ":443" : ":80"
    self.host = String(host.hasSuffix(port) ? host.dropLast(port.count) : host)
    guard !self.host.isEmpty, OuterOrigin.hasPlainPort(self.host) else { return nil }
    self.text = scheme + self.host
    isSecure = scheme == "https://"
  }

  /// Whether what follows the name, if anything, is a port's number.
  private static func hasPlainPort(_ host: String) -> Bool {
    // The colons of an IPv6 address stand in brackets.
    let rest = host.lastIndex(of: "]").map { host[host.index(after: $0)...] } ?? host[...]
    guard let colon = rest.firstIndex(of: ":") else { return true }
    let port = rest[rest.index(after: colon)...]
    return port.utf8.allSatisfy { (0x30...0x39).contains($0) } && (UInt16(port) ?? 0) > 0 && host.first != ":"
  }

  /// The name alone.
  var name: String {
    let end = host.last == "]" ? nil : host.lastIndex(of: ":")
    return String(end.map { host[..<$0] } ?? host[...])
  }
}
