import Glibc

extension String {
  /// Whether a byte stands in the text. (`utf8.contains` takes a step of its own for each.)
  public func holds(_ byte: UInt8) -> Bool {
    let fast = utf8.withContiguousStorageIfAvailable { bytes in
      bytes.baseAddress.map { memchr($0, Int32(byte), bytes.count) != nil } ?? false
    }
    return fast ?? utf8.contains(byte)
  }

  /// Whether another text stands in this one, byte for byte: no letter is taken for another that looks alike.
  ///
  /// (`contains` of Foundation goes through UTF-16, which was a twentieth of the time of checking a site.)
  public func holds(_ text: String) -> Bool {
    var (whole, part) = (self, text)
    return whole.withUTF8 { whole in
      part.withUTF8 { part in
        guard let first = part.first else { return true }
        var at = 0
        while part.count <= whole.count - at, let start = whole.baseAddress, let wanted = part.baseAddress,
          let found = memchr(start + at, Int32(first), whole.count - part.count - at + 1)
        {
          if memcmp(found, wanted, part.count) == 0 { return true }
          at = UnsafeRawPointer(found) - UnsafeRawPointer(start) + 1
        }
        return false
      }
    }
  }
}

extension String {
  /// Whether another text has the same bytes: letters that only look alike are not the same.
  public func hasSameBytes(as other: String) -> Bool {
    guard utf8.count == other.utf8.count else { return false }
    let fast = utf8.withContiguousStorageIfAvailable { left in
      other.utf8.withContiguousStorageIfAvailable { right in
        guard let one = left.baseAddress, let two = right.baseAddress else { return true }
        return memcmp(one, two, left.count) == 0
      }
    }
    return (fast ?? nil) ?? utf8.elementsEqual(other.utf8)
  }

  /// Whether its first bytes are those of another text.
  public func begins(with other: String) -> Bool {
    guard utf8.count >= other.utf8.count else { return false }
    let fast = utf8.withContiguousStorageIfAvailable { left in
      other.utf8.withContiguousStorageIfAvailable { right in
        guard let one = left.baseAddress, let two = right.baseAddress else { return true }
        return memcmp(one, two, right.count) == 0
      }
    }
    return (fast ?? nil) ?? utf8.starts(with: other.utf8)
  }

  /// Bytes before a path's last slash, which name the folder that it lies in; nil where there is no slash.
  public var folderLength: Int? {
    let fast = utf8.withContiguousStorageIfAvailable { $0.lastIndex(of: UInt8(ascii: "/")) }
    return fast ?? utf8.lastIndex(of: UInt8(ascii: "/")).map { utf8.distance(from: utf8.startIndex, to: $0) }
  }
}
