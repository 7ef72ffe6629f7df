import Glibc

/// Which Host headers the server answers to.
///
/// A page of another site can point its own name at 127.0.0.1 and read the draft through the browser of the person
/// at this machine (DNS rebinding). Such a request carries the other site's name, so only our own names are answered.
package struct HostRule: Sendable {
  /// The address the server was told to listen on, without brackets.
  package let address: String

  package init(address: String) {
    self.address = HostRule.unbracketed(Substring(address)).lowercased()
  }

  /// Whether only this machine can reach the server.
  package var isLoopback: Bool {
    if address == "localhost" || address == "::1" { return true }
    var bytes = in_addr()
    guard inet_pton(AF_INET, address, &bytes) == 1 else { return false }
    return UInt32(bigEndian: bytes.s_addr) >> 24 == 127
  }

  /// Whether a request with this Host header, `name` or `name:port`, is meant for us.
  package func allows(_ host: String?) -> Bool {
    guard let host, let name = HostRule.name(in: host) else { return false }
    if name == "127.0.0.1" || name == "localhost" || name == "::1" || name == address { return true }
    // Listening everywhere, the machine is reached by any of its numbers; a number cannot be rebound, a name can.
    return (address == "0.0.0.0" || address == "::") && HostRule.isNumeric(name)
  }

  /// The name without its port and brackets, in lower case; nil when the header is malformed.
  private static func name(in host: String) -> String? {
    var name = Substring(host)
    if let bracket = name.lastIndex(of: "]") {
      guard isPort(name[name.index(after: bracket)...]), name.first == "[" else { return nil }
      name = name[...bracket]
    } else if let colon = name.firstIndex(of: ":") {
      guard isPort(name[colon...]) else { return nil }
      name = name[..<colon]
    }
    return name.isEmpty ? nil : unbracketed(name).lowercased()
  }

  private static func isPort(_ text: Substring) -> Bool {
    if text.isEmpty { return true }
    return text.first == ":" && text.dropFirst().allSatisfy { $0.isASCII && $0.isNumber }
  }

  private static func unbracketed(_ text: Substring) -> String {
    text.hasPrefix("[") && text.hasSuffix("]") ? String(text.dropFirst().dropLast()) : String(text)
  }

  private static func isNumeric(_ name: String) -> Bool {
    var four = in_addr()
    var six = in6_addr()
    return inet_pton(AF_INET, name, &four) == 1 || inet_pton(AF_INET6, name, &six) == 1
  }
}
