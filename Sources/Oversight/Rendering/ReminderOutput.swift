import Values

extension Accountability {
  /// Today's reminders as JSON.
  public var remindersJSON: JSON {
    [
      "asOf": .string("\(asOf)"),
      "reminders": .array(
        reminders.map { item in
          [
            "unit": .string(item.unit), "id": .string(item.id), "title": .string(item.title),
            "event": .string(item.event.rawValue), "start": .string("\(item.start)"),
            "due": .string("\(item.due.day)"), "provisional": .bool(item.due.isProvisional),
            "left": item.left.map { JSON($0) } ?? .null, "over": item.over.map { JSON($0) } ?? .null,
            "overProvisional": .bool(item.isOverProvisional), "standing": .string(item.standing),
          ]
        }),
      "messages": .array(messages.map { ["unit": .string($0.unit), "text": .string($0.text)] }),
    ]
  }

  /// Today's reminders for a terminal.
  public func remindersText(width: Int = 80) -> String {
    let items = reminders
    guard !items.isEmpty else { return "\(asOf) 没有需要提醒的事项。\n" }
    return TextTable(
      ["科室", "标题", "标识", "期限", "情况"],
      items.map { [$0.unit, $0.title, $0.id, $0.due.text, $0.standing] }
    ).text(width: width)
  }

  /// Today's reminders as an iCalendar file (RFC 5545): an all-day event on each last day, or today where it is past.
  ///
  /// - Parameters:
  ///   - host: the site's host name, for identifiers that stay the same from day to day.
  ///   - takenDown: of these, the confirmations that are awaited.
  public func calendarFile(host: String, takenDown: [TakenDown] = []) -> String {
    // A calendar holds at least one component, also on a day without a reminder (RFC 5545, 3.6).
    var lines = [
      "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//gongkai//公开期限//ZH", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
      "BEGIN:VTIMEZONE", "TZID:Asia/Shanghai", "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0800",
      "TZOFFSETTO:+0800", "TZNAME:CST", "END:STANDARD", "END:VTIMEZONE",
    ]
    let stamp = Accountability.compact(asOf)
    for item in reminders {
      let day = item.over == nil ? item.due.day : asOf
      let event = item.event == .formed ? "formed" : "changed"
      lines += [
        "BEGIN:VEVENT", "UID:\(Accountability.identifier(item.id))-\(event)-\(item.start)@\(host)",
        "DTSTAMP:\(stamp)T000000Z", "DTSTART;VALUE=DATE:\(Accountability.compact(day))",
        "DTEND;VALUE=DATE:\(Accountability.compact(day.adding(days: 1)))",
        "SUMMARY:\(Accountability.escape("公开期限：\(item.title)（\(item.unit)）"))",
        "DESCRIPTION:\(Accountability.escape("\(item.id)，期限 \(item.due.text)，\(item.standing)。依据：\(item.source)"))",
        "TRANSP:TRANSPARENT", "END:VEVENT",
      ]
    }
    for item in takenDown {
      guard case .confirmation(let due, let over) = item.awaits else { continue }
      let day = over == nil ? due.day : asOf
      lines += [
        "BEGIN:VEVENT", "UID:\(Accountability.identifier(item.id))-withdrawn-\(item.on)@\(host)",
        "DTSTAMP:\(stamp)T000000Z", "DTSTART;VALUE=DATE:\(Accountability.compact(day))",
        "DTEND;VALUE=DATE:\(Accountability.compact(day.adding(days: 1)))",
        "SUMMARY:\(Accountability.escape("\(item.name)：\(item.title)（\(item.unit)）"))",
        "DESCRIPTION:\(Accountability.escape("\(item.id)，\(item.on) 紧急撤下，\(item.standing)。"))",
        "TRANSP:TRANSPARENT", "END:VEVENT",
      ]
    }
    lines.append("END:VCALENDAR")
    return lines.map { Accountability.fold($0) + "\r\n" }.joined()
  }

  private static func compact(_ day: Day) -> String { "\(day)".split(separator: "-").joined() }

  /// Letters and digits as they are, other bytes in hexadecimal.
  private static func identifier(_ id: String) -> String {
    id.utf8.map { byte in
      let isPlain = (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte)
      return isPlain ? String(Unicode.Scalar(byte)) : "_" + String(byte, radix: 16)
    }.joined()
  }

  private static func escape(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\", ";", ",": result += "\\" + String(scalar)
      case "\n": result += "\\n"
      case _ where scalar.value < 0x20: continue
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Lines of at most 75 bytes, broken between characters.
  private static func fold(_ line: String) -> String {
    var (result, used) = ("", 0)
    for scalar in line.unicodeScalars {
      let size = String(scalar).utf8.count
      if used + size > 75 {
        result += "\r\n "
        used = 1
      }
      result.unicodeScalars.append(scalar)
      used += size
    }
    return result
  }
}
