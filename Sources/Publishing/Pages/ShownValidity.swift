import Records
import Review
import Values

/// What the site says, on the day that it is made for, of whether a document is in force (domain §5.4).
///
/// Found once: pages render it and keys hash it, so that no page can say what its key does not know. What a document
/// states of itself may be out of date: it comes into force, expires, is repealed and replaced without being written anew.
struct ShownValidity: Sendable, Hashable {
  /// `失效`, `废止` … ; nil while in force.
  let status: Validity?
  /// What the banner says; nil where nothing needs to be said.
  let sentence: String?

  private init(_ status: Validity?, _ sentence: String?) {
    self.status = status
    self.sentence = sentence
  }

  /// - Parameter isReplaced: whether a document that is in force itself takes its place (替代).
  init(_ page: PublicationPlan.Page, asOf: Day, isReplaced: Bool) {
    let record = page.record
    let stated = record.text(.validity).flatMap(Validity.init(rawValue:))
    let repealed = record.day(.repealed)
    // The last day in force (有效期至).
    let expires = record.day(.expires)
    let from = record.day(.effectiveFrom)
    if let act = page.repealed {
      let day = repealed.flatMap { $0 <= asOf ? $0 : nil } ?? act.time.day
      self.init(.repealed, "本文件自\(day.chinese)起废止。")
    } else if let repealed, repealed <= asOf {
      self.init(.repealed, "本文件自\(repealed.chinese)起废止。")
    } else if stated == .repealed, repealed == nil {
      self.init(.repealed, isReplaced ? ShownValidity.replaced : "本文件已废止。")
    } else if let expires, expires < asOf {
      self.init(.expired, "本文件有效期至\(expires.chinese)，现已失效。")
    } else if stated == .expired, expires == nil {
      self.init(.expired, "本文件已失效。")
    } else if stated == .amended {
      self.init(.amended, "本文件已经修改，请以修改后的文本为准。")
    } else if stated == .partlyRepealed {
      self.init(.partlyRepealed, "本文件部分内容已经废止。")
    } else if isReplaced {
      self.init(.repealed, ShownValidity.replaced)
    } else if let from, from > asOf {
      self.init(.notYet, "本文件自\(from.chinese)起施行。")
    } else if stated == .notYet, from == nil {
      self.init(.notYet, "本文件尚未施行。")
    } else if let repealed {
      self.init(nil, "本文件将自\(repealed.chinese)起废止，此前继续有效。")
    } else if let expires, stated == .expired {
      self.init(nil, "本文件有效期至\(expires.chinese)，其间继续有效。")
    } else {
      self.init(nil, nil)
    }
  }

  private static let replaced = "本文件已被新的文件替代，不再施行。"

  /// How it is marked, in lists and before the sentence.
  var mark: String {
    switch status {
    case .inForce, nil: ""
    case .expired: "已失效"
    case .repealed: "已废止"
    case .amended: "已修改"
    case .partlyRepealed: "部分废止"
    case .notYet: "尚未生效"
    }
  }
}

extension MemoryBytes {
  mutating func add(_ validity: ShownValidity) {
    add(validity.status?.rawValue)
    add(validity.sentence)
  }
}
