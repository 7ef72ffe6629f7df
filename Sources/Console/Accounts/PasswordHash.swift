import Crypto
import CryptoExtras
import Foundation

/// A password as it is kept: scrypt's output with its salt and cost, never the password.
///
/// The form is `scrypt$<log2 N>$<r>$<p>$<salt>$<key>`, salt and key in Base64, so that the cost can be raised and old
/// hashes still be checked.
struct PasswordHash: Sendable, Equatable {
  /// The cost as the binary logarithm of N; 17 is what OWASP asks for (128 MiB a try).
  let cost: Int
  let salt: [UInt8]
  let key: [UInt8]

  static let blockSize = 8
  static let standardCost = 17

  /// Hashes a password with a new salt.
  ///
  /// - Returns: nil if the library can't (no memory).
  init?(_ password: String, cost: Int) {
    let salt = SecretToken.randomBytes(16)
    guard let key = PasswordHash.derive(password, salt: salt, cost: cost) else { return nil }
    self.cost = cost
    self.salt = salt
    self.key = key
  }

  /// Reads the kept form; nil if it is none, or asks for an absurd cost.
  init?(kept text: String) {
    let parts = text.split(separator: "$", omittingEmptySubsequences: false)
    guard parts.count == 6, parts[0] == "scrypt", let cost = Int(parts[1]), (4...20).contains(cost),
      parts[2] == "\(PasswordHash.blockSize)", parts[3] == "1", let salt = Data(base64Encoded: String(parts[4])),
      let key = Data(base64Encoded: String(parts[5])), salt.count >= 16, key.count == 32
    else { return nil }
    self.cost = cost
    self.salt = Array(salt)
    self.key = Array(key)
  }

  /// The kept form.
  var kept: String {
    "scrypt$\(cost)$\(PasswordHash.blockSize)$1$\(Data(salt).base64EncodedString())$\(Data(key).base64EncodedString())"
  }

  /// Whether a password is the one; takes the same time whatever it is.
  func matches(_ password: String) -> Bool {
    guard let other = PasswordHash.derive(password, salt: salt, cost: cost) else { return false }
    return SecretToken.equal(key, other)
  }

  private static func derive(_ password: String, salt: [UInt8], cost: Int) -> [UInt8]? {
    // NFC, so that what one keyboard composes another one may decompose.
    let bytes = Array(password.precomposedStringWithCanonicalMapping.utf8)
    let key = try? KDF.Scrypt.deriveKey(
      from: bytes, salt: salt, outputByteCount: 32, rounds: 1 << cost, blockSize: blockSize, parallelism: 1)
    return key?.withUnsafeBytes { Array($0) }
  }
}
