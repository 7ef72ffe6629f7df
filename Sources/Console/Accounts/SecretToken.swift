import Foundation
import Values

/// A secret that a browser holds: 256 random bits. The server keeps only its digest.
struct SecretToken: Sendable, Hashable {
  /// 43 letters, digits, `-` and `_`.
  let text: String

  /// Makes a new one.
  init() {
    text = Data(SecretToken.randomBytes(32)).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
      .replacing("=", with: "")
  }

  /// Takes what a browser sent; nil unless it has a token's form.
  init?(_ text: String) {
    guard text.utf8.count == 43, text.utf8.allSatisfy({ SecretToken.isPlain($0) }) else { return nil }
    self.text = text
  }

  /// A text without the tokens in it: without what follows `/invite/` or `/frame/`.
  ///
  /// - Parameter isAddress: it is an address that somebody sent: whatever is as long as a token goes, too.
  static func hidden(in text: String, isAddress: Bool = false) -> String {
    var shown: [UInt8] = []
    var run: [UInt8] = []
    func end() {
      let isKey = ["/invite/", "/frame/"].contains { shown.suffix($0.utf8.count).elementsEqual($0.utf8) }
      shown += (isKey && !run.isEmpty) || (isAddress && run.count >= 43) ? Array("…".utf8) : run
      run = []
    }
    for byte in text.utf8 {
      if isPlain(byte) {
        run.append(byte)
      } else {
        end()
        shown.append(byte)
      }
    }
    end()
    return String(decoding: shown, as: UTF8.self)
  }

  /// What the server keeps.
  var digest: Digest { Digest(of: Array("gongkai-token\n\(text)".utf8)) }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"): true
    default: false
    }
  }

  /// Random bytes of the system's generator.
  static func randomBytes(_ count: Int) -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
  }

  /// Compares without telling by the time taken where the difference lies.
  static func equal(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) -> Bool {
    guard left.count == right.count else { return false }
    var difference: UInt8 = 0
    for (one, other) in zip(left, right) { difference |= one ^ other }
    return difference == 0
  }
}
