extension RecordScreen {
  /// A finding, and where within its place it stands.
  struct Kept {
    let finding: ScreenedFinding
    let within: String
  }

  /// The findings as people see them: each by itself, so that whoever waives one waives no other; of one detector in one
  /// file no more than can be read, and how many others there are.
  static func told(_ findings: [Kept]) -> [ScreenedFinding] {
    struct Key: Hashable { let (file, detector): (String, String) }
    struct Sight: Hashable {
      let (file, detector, place, masked): (String, String, String, String)
      init(_ finding: ScreenedFinding) {
        (file, detector) = (finding.file, finding.detector)
        (place, masked) = (finding.place, finding.masked)
      }
    }
    var counts: [Key: Int] = [:]
    var others: [Key: (action: ScreeningAction, count: Int)] = [:]
    var order: [Key] = []
    var seen: Set<Sight> = []
    var told: [ScreenedFinding] = []
    for kept in findings {
      let key = Key(file: kept.finding.file, detector: kept.finding.detector)
      counts[key, default: 0] += 1
      guard counts[key, default: 0] <= mostTold else {
        if others[key] == nil { order.append(key) }
        let isBlocking = kept.finding.action == .block || others[key]?.action == .block
        others[key] = (isBlocking ? .block : .warn, (others[key]?.count ?? 0) + 1)
        continue
      }
      var finding = kept.finding
      if !seen.insert(Sight(finding)).inserted {
        finding = kept.finding.at("\(kept.finding.place)\(kept.within)")
        var number = 2
        while !seen.insert(Sight(finding)).inserted {
          finding = kept.finding.at("\(kept.finding.place)的第\(number)处")
          number += 1
        }
      }
      told.append(finding)
    }
    return told
      + order.compactMap { key in
        others[key].map {
          ScreenedFinding(
            detector: key.detector, action: $0.action, file: key.file,
            place: "前 \(mostTold) 处之外，另有 \($0.count) 处", masked: "…")
        }
      }
  }

  /// Of one detector in one file.
  private static let mostTold = 200
}

extension ScreenedFinding {
  /// The same at a place told more closely.
  fileprivate func at(_ place: String) -> ScreenedFinding {
    ScreenedFinding(detector: detector, action: action, file: file, place: place, masked: masked)
  }
}
