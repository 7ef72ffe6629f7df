import Records
import Values

extension RecordHistory {
  /// The version that is on the site, or was there last; nil if none ever was, or if its content was destroyed.
  var lastShown: Digest? {
    if let live { return live.digest }
    // What was put forward after it left was never on the site.
    guard let left = tombstone?.sequence else { return nil }
    let shown = versions.filter { digest, version in
      !version.approvals.isEmpty && version.submission < left && !expunged.contains(digest)
    }
    return shown.max { $0.value.submission < $1.value.submission }?.key
  }

  /// The code of the column of the version put forward last, whatever became of it; empty for none.
  var lastColumn: String { versions.values.max { $0.submission < $1.submission }?.columnCode ?? "" }
}
