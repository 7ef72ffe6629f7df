import Glibc

extension String {
  /// Whether it comes before another by the bytes of their UTF-8: the order of files and ids, the same on any machine.
  public func precedesInBytes(_ other: String) -> Bool {
    let fast = utf8.withContiguousStorageIfAvailable { left in
      other.utf8.withContiguousStorageIfAvailable { right -> Bool in
        guard let one = left.baseAddress, let two = right.baseAddress else { return left.count < right.count }
        let difference = memcmp(one, two, min(left.count, right.count))
        return difference == 0 ? left.count < right.count : difference < 0
      }
    }
    return (fast ?? nil) ?? utf8.lexicographicallyPrecedes(other.utf8)
  }
}
