import Glibc

/// A point in time to the second, shown in China Standard Time (UTC+08:00, no daylight saving).
public struct Moment: Hashable, Comparable, Sendable {
  /// Seconds since 1970-01-01T00:00:00Z.
  public let seconds: Int64

  /// Makes the moment that many seconds after 1970-01-01T00:00:00Z.
  public init(seconds: Int64) { self.seconds = seconds }

  /// The start of a day in Asia/Shanghai.
  public init(startOf day: Day) { seconds = Int64(day.ordinal) * 86_400 - Moment.offset }

  /// The machine's clock now.
  public static func now() -> Moment {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Moment(seconds: Int64(time.tv_sec))
  }

  /// Seconds that Asia/Shanghai is ahead of UTC.
  private static let offset: Int64 = 8 * 3600

  /// The day in Asia/Shanghai.
  public var day: Day {
    let (whole, rest) = seconds.quotientAndRemainder(dividingBy: 86_400)
    let local = rest + Moment.offset
    let days = whole + (local >= 86_400 ? 1 : local < 0 ? -1 : 0)
    return Day(ordinal: Int32(clamping: days))
  }

  private var clock: (hour: Int, minute: Int, second: Int) {
    let local = Int(seconds % 86_400 + Moment.offset)
    let rest = (local % 86_400 + 86_400) % 86_400
    return (rest / 3600, rest % 3600 / 60, rest % 60)
  }

  public static func < (left: Moment, right: Moment) -> Bool { left.seconds < right.seconds }
}

extension Moment: CustomStringConvertible {
  /// RFC 3339 with the offset of Asia/Shanghai: `2026-11-23T15:45:00+08:00`.
  public var description: String {
    let (hour, minute, second) = clock
    let day = day.description
    guard day.utf8.count == 10 else { return "\(day)T\(two(hour)):\(two(minute)):\(two(second))+08:00" }
    return String(unsafeUninitializedCapacity: 25) { out in
      func put(_ value: Int, _ mark: Unicode.Scalar, at start: Int) {
        out[start] = UInt8(ascii: mark)
        out[start + 1] = 0x30 + UInt8(value / 10)
        out[start + 2] = 0x30 + UInt8(value % 10)
      }
      var end = out.update(fromContentsOf: day.utf8)
      put(hour, "T", at: 10)
      put(minute, ":", at: 13)
      put(second, ":", at: 16)
      end = out[19...].update(fromContentsOf: "+08:00".utf8)
      return end
    }
  }

  /// `YYYY-MM-DD HH:MM`, the form of the PubDate tag (国办发〔2017〕47号).
  public var toMinute: String {
    let (hour, minute, _) = clock
    return "\(day) \(two(hour)):\(two(minute))"
  }

  /// Reads the exact form that `description` writes.
  public init?(_ text: some StringProtocol) {
    var text = String(text)
    guard let moment = text.withUTF8({ Moment($0) }) else { return nil }
    self = moment
  }

  /// Reads the exact form that `description` writes.
  public init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard bytes.count == 25, bytes[19...].elementsEqual("+08:00".utf8), bytes[10] == UInt8(ascii: "T"),
      bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
      let day = Day(iso: UnsafeBufferPointer(rebasing: bytes[..<10]))
    else { return nil }
    func number(_ at: Int) -> Int64? {
      guard (0x30...0x39).contains(bytes[at]), (0x30...0x39).contains(bytes[at + 1]) else { return nil }
      return Int64(bytes[at] - 0x30) * 10 + Int64(bytes[at + 1] - 0x30)
    }
    guard let hour = number(11), let minute = number(14), let second = number(17),
      hour < 24, minute < 60, second < 60
    else { return nil }
    seconds = Moment(startOf: day).seconds + hour * 3600 + minute * 60 + second
  }

  private func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
