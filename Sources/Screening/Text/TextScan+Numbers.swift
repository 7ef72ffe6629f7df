/// Numbers, addresses of machines, and what else begins with ASCII.
extension TextScan {
  mutating func ascii(_ byte: UInt8, _ at: Int) -> Int {
    switch byte {
    case 0x30...0x39: return number(at)
    case UInt8(ascii: "@"): email(at)
    case UInt8(ascii: "\\"):
      if reader.follows(at, "\\\\"), at + 3 < bytes.count, SymbolReader.isWord(bytes[at + 2]),
        at == 0 || bytes[at - 1] <= 0x20 || bytes[at - 1] >= 0x80
      {
        note(.internalChannel, .warn, "\\\\…", at)
        return at + 2
      }
    case UInt8(ascii: "f"):
      if reader.follows(at, "file://") { note(.internalChannel, .warn, "file://…", at) }
    case UInt8(ascii: "T"):
      if reader.follows(at, "TODO"), !reader.isWordBefore(at), !reader.isWordAt(at + 4) {
        note(.draftDebris, .warn, "TODO", at)
      }
    case UInt8(ascii: "X"):
      if reader.follows(at, "XXX"), !reader.isWordBefore(at) {
        var end = at
        while end < bytes.count, bytes[end] == byte { end += 1 }
        if !reader.isWordAt(end) { note(.draftDebris, .warn, "XXX", at) }
        return end
      }
    case UInt8(ascii: ":"): insideAddress(at)
    default: break
    }
    return at + 1
  }

  mutating func number(_ start: Int) -> Int {
    if let end = address(start) { return end }
    // Stars before digits may mask what comes before a birthday.
    var first = start
    while first > 0, start - first < 6, bytes[first - 1] == UInt8(ascii: "*") { first -= 1 }
    // Most runs are too short for a number of a person: years, days, sizes.
    if let end = reader.endOfRun(from: first, shorterThan: TextScan.shortest) {
      return addresses(from: start, to: max(end, start + 1))
    }
    let (symbols, end) = reader.run(from: first)
    found += numbers.findings(symbols, end: end)
    return addresses(from: start, to: max(end, start + 1))
  }

  /// Looks for addresses after the first number of a run.
  mutating func addresses(from start: Int, to end: Int) -> Int {
    var at = start + 1
    while at < end {
      if bytes[at] == 0x31, bytes[at - 1] != UInt8(ascii: "."), !Checksums.isDigit(bytes[at - 1]),
        let after = address(at)
      {
        at = after
      } else {
        at += 1
      }
    }
    return max(end, at)
  }

  /// `http://oa/`, `http://oa.local`, `smb://…`, `D:\…`: what only machines inside can reach.
  mutating func insideAddress(_ colon: Int) {
    if reader.follows(colon, ":\\"), colon > 0, (bytes[colon - 1] | 0x20) >= 0x61, (bytes[colon - 1] | 0x20) <= 0x7A,
      !reader.isWordBefore(colon - 1)
    {
      note(.internalChannel, .warn, "\(UnicodeScalar(bytes[colon - 1])):\\…", colon - 1)
      return
    }
    guard reader.follows(colon, "://") else { return }
    let isShare = colon >= 3 && reader.follows(colon - 3, "smb") && !reader.isWordBefore(colon - 3)
    let isWeb = (colon >= 4 && reader.follows(colon - 4, "http")) || (colon >= 5 && reader.follows(colon - 5, "https"))
    guard isShare || isWeb else { return }
    var end = colon + 3
    while end < bytes.count, end - colon < 80, SymbolReader.isWord(bytes[end]) || ".-".utf8.contains(bytes[end]) {
      end += 1
    }
    let host = String(decoding: UnsafeBufferPointer(rebasing: bytes[(colon + 3)..<end]), as: UTF8.self).lowercased()
    guard !host.isEmpty else { return }
    let isInside =
      !host.contains(".")
      || [".local", ".lan", ".intranet", ".corp", ".internal", ".localdomain"].contains(where: host.hasSuffix)
    if isShare || isInside { note(.internalChannel, .warn, "://\(host.prefix(2))…", colon) }
  }

  mutating func chineseNumber(_ start: Int) -> Int {
    // 一 and the like are words most of the time; a phrase may begin inside the run.
    guard reader.endOfRun(from: start, shorterThan: TextScan.shortest) == nil else { return start + 3 }
    let (symbols, end) = reader.run(from: start)
    found += numbers.findings(symbols, end: end)
    return max(end, start + 3)
  }

  /// Digits of the shortest number that is looked for: of a mobile telephone.
  static let shortest = 11

  /// An address of an inside network; the offset after it.
  mutating func address(_ start: Int) -> Int? {
    guard bytes[start] == 0x31, !reader.isWordBefore(start), start == 0 || bytes[start - 1] != UInt8(ascii: ".") else {
      return nil
    }
    var parts: [Int] = []
    var at = start
    while parts.count < 4 {
      var value = 0
      let begin = at
      while at < bytes.count, at - begin < 3, Checksums.isDigit(bytes[at]) {
        value = value * 10 + Int(bytes[at] - 0x30)
        at += 1
      }
      guard at > begin, value < 256 else { return nil }
      parts.append(value)
      if parts.count < 4 {
        guard at < bytes.count, bytes[at] == UInt8(ascii: ".") else { return nil }
        at += 1
      }
    }
    if at < bytes.count, Checksums.isDigit(bytes[at]) || bytes[at] == UInt8(ascii: ".") { return nil }
    guard
      parts[0] == 10 || parts[0] == 127 || (parts[0] == 172 && (16...31).contains(parts[1]))
        || (parts[0] == 192 && parts[1] == 168)
    else { return nil }
    note(.internalChannel, .warn, "\(parts[0]).*.*.*", start)
    return at
  }

  mutating func email(_ at: Int, sign: Int = 1) {
    guard !context.isOrganisationColumn else { return }
    var start = at
    while start > 0, at - start < 64, SymbolReader.isWord(bytes[start - 1]) || ".-+".utf8.contains(bytes[start - 1]) {
      start -= 1
    }
    var end = at + sign
    while end < bytes.count, end - at < 128, SymbolReader.isWord(bytes[end]) || ".-".utf8.contains(bytes[end]) {
      end += 1
    }
    let domain = String(decoding: UnsafeBufferPointer(rebasing: bytes[(at + sign)..<end]), as: UTF8.self).lowercased()
    guard start < at, domain.contains("."), !domain.hasPrefix("."), !domain.hasSuffix("gov.cn") else { return }
    note(.email, .warn, "\(UnicodeScalar(bytes[start]))***@…", start)
  }

}
