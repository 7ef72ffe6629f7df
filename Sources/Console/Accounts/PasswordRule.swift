/// What a password must be (OWASP ASVS 5.0, 6.2): long enough, not a word that everybody tries, not made of the account.
/// No mix of classes is asked for, and none expires.
enum PasswordRule {
  /// Characters at least.
  static let least = 10
  /// Characters at most: scrypt takes any length, a form should not.
  static let most = 128

  /// Why a password can't be taken; nil if it can.
  static func fault(_ password: String, account: String, office: String) -> String? {
    let count = password.count
    if count < least { return "口令太短:至少 \(least) 个字符，可以是一句容易记住的话" }
    if count > most { return "口令太长:最多 \(most) 个字符" }
    let folded = password.lowercased()
    if Set(folded).count < 4 { return "口令由太少的几个字符重复而成，换一个" }
    if folded.contains(account.lowercased()) { return "口令里不要含有账号" }
    if !office.isEmpty, folded.contains(office.lowercased()) { return "口令里不要含有单位名称" }
    let letters = folded.filter { $0.isLetter || $0.isNumber }
    for word in common where letters.hasPrefix(word) && letters.count - word.count < 6 {
      return "这个口令太常见，容易被猜中，换一个"
    }
    if isRun(folded) { return "口令是键盘或数字的顺序，容易被猜中，换一个" }
    return nil
  }

  /// The beginnings of what is tried first.
  private static let common = [
    "password", "passw0rd", "p@ssw0rd", "qwerty", "qwertyuiop", "123456", "1234567890", "0123456789", "abc123",
    "admin", "administrator", "root", "letmein", "welcome", "iloveyou", "woaini", "5201314", "gongkai", "zhengfu",
    "guanliyuan", "1q2w3e4r", "1qaz2wsx", "zaq12wsx", "asdfghjkl", "zxcvbnm", "111111", "000000", "888888", "666666",
    "a123456", "q123456", "aa123456", "changeme", "default", "test1234", "user1234", "huawei", "lenovo",
  ]

  /// Whether each character follows the one before, up or down.
  private static func isRun(_ text: String) -> Bool {
    let values = text.unicodeScalars.map { Int($0.value) }
    let steps = zip(values.dropFirst(), values).map { $0 - $1 }
    return steps.allSatisfy { $0 == 1 } || steps.allSatisfy { $0 == -1 }
  }
}
