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
  /// Cost of new password hashes, as the binary logarithm of scrypt's N.
  var passwordCost = PasswordHash.standardCost
  /// The time that the body of a request may take.
  var bodyTime: Duration = .seconds(60)

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
    port: Int = 8080, names: [String] = [], tls: TLSFiles? = nil
  ) {
    self.site = site
    self.output = output
    self.templates = templates
    self.address = address
    self.port = port
    self.names = names
    self.tls = tls
  }
}
