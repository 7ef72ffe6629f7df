import Dispatch

/// Renders, then watches the folders and renders again, until its task is cancelled.
struct DraftLoop: Sendable {
  let watched: [String]
  /// Time between two looks.
  let interval: Duration
  let render: @Sendable () -> Draft
  let report: @Sendable (String) -> Void
  let desk: DraftDesk

  /// Looks and renderings take turns on one thread of their own: never two renderings at once, and a rendering of
  /// seconds keeps no request waiting.
  private let thread = DispatchQueue(label: "gongkai.preview.render")

  /// Wakes the event streams after so many looks without a change.
  private static let looksBetweenWakes = 40

  init(
    watched: [String], interval: Duration, desk: DraftDesk,
    render: @escaping @Sendable () -> Draft, report: @escaping @Sendable (String) -> Void
  ) {
    self.watched = watched
    self.interval = interval
    self.desk = desk
    self.render = render
    self.report = report
  }

  func run() async {
    guard let first = await onThread({ FolderLook(at: watched) }) else { return }
    var settling = Settling(rendered: first)
    guard await renderOnce(again: false) else { return }
    var looks = 0
    while !Task.isCancelled {
      try? await Task.sleep(for: interval)
      guard let look = await onThread({ FolderLook(at: watched) }) else { return }
      looks += 1
      if settling.isDue(look) {
        guard await renderOnce(again: true) else { return }
      } else if looks % DraftLoop.looksBetweenWakes == 0 {
        desk.wakeAll()
      }
    }
  }

  /// False when cancelled.
  private func renderOnce(again: Bool) async -> Bool {
    let start = ContinuousClock.now
    guard let draft = await onThread(render) else { return false }
    desk.publish(draft)
    report(DraftLoop.line(draft, took: .now - start, again: again))
    return true
  }

  /// Does blocking work on the thread; nil as soon as the task is cancelled, without waiting for the work.
  private func onThread<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value? {
    let (values, continuation) = AsyncStream.makeStream(of: Value.self)
    thread.async {
      continuation.yield(work())
      continuation.finish()
    }
    for await value in values { return value }
    return nil
  }

  /// The line for the terminal, for example `已重新生成 132 页，2 个错误(0.3 秒)`.
  static func line(_ draft: Draft, took duration: Duration, again: Bool) -> String {
    let count = draft.pages.keys.count { $0.hasSuffix(".html") }
    let errors = draft.errors.count
    let warnings = draft.problems.count - errors
    var line = draft.showsOnlyProblems ? "没有生成" : "\(again ? "已重新生成" : "已生成") \(count) 页"
    if errors > 0 { line += "，\(errors) 个错误" }
    if warnings > 0 { line += "，\(warnings) 个警告" }
    let tenths = (duration.components.seconds * 10) + duration.components.attoseconds / 100_000_000_000_000_000
    return line + "(\(tenths / 10).\(tenths % 10) 秒)"
  }
}
