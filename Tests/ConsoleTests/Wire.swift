import Dispatch
import Glibc

/// A plain HTTP/1.1 client over a socket: what is sent is exactly what a test says. One request a connection.
struct Wire {
  let port: Int

  struct Failure: Error { let number: Int32 }

  /// What came back.
  struct Reply {
    let status: Int
    let headers: [(name: String, value: String)]
    let body: String

    func header(_ name: String) -> String? { headers.first { $0.name.lowercased() == name.lowercased() }?.value }
  }

  /// Sends bytes and reads until the server closes.
  func exchange(_ first: [UInt8], then rest: [UInt8] = []) async throws -> [UInt8] {
    // A thread of its own: the server needs those that tests run on.
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async { continuation.resume(with: Result { try blocking(first, rest) }) }
    }
  }

  private func blocking(_ first: [UInt8], _ rest: [UInt8]) throws -> [UInt8] {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var limit = timeval(tv_sec: 60, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else { throw Failure(number: errno) }
    var unsent = (first + rest)[...]
    while !unsent.isEmpty {
      let count = unsent.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      // A server that has heard enough closes; what it answered is still to be read.
      guard count > 0 else { break }
      unsent = unsent.dropFirst(count)
    }
    var all: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      guard count > 0 else { return all }
      all += buffer[..<count]
    }
  }

  /// One request with its answer.
  func request(
    _ method: String, _ path: String, headers: [(String, String)] = [], host: String? = nil, body: [UInt8]? = nil,
    statedLength: Int? = nil
  ) async throws -> Reply {
    var head = "\(method) \(path) HTTP/1.1\r\nHost: \(host ?? "127.0.0.1:\(port)")\r\nConnection: close\r\n"
    for (name, value) in headers { head += "\(name): \(value)\r\n" }
    if body != nil || statedLength != nil { head += "Content-Length: \(statedLength ?? body?.count ?? 0)\r\n" }
    return Wire.reply(try await exchange(Array((head + "\r\n").utf8), then: body ?? []))
  }

  static func reply(_ bytes: [UInt8]) -> Reply {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let blank = text.range(of: "\r\n\r\n") else { return Reply(status: 0, headers: [], body: text) }
    let lines = text[..<blank.lowerBound].split(separator: "\r\n")
    let status = lines.first?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    let headers = lines.dropFirst().compactMap { line -> (String, String)? in
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2 else { return nil }
      return (String(parts[0]), parts[1].drop { $0 == " " }.description)
    }
    return Reply(status: status, headers: headers, body: String(text[blank.upperBound...]))
  }
}
