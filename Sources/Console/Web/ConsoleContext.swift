import Hummingbird

/// What a request brings besides itself: where it came from.
struct ConsoleContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// The peer's address without its port.
  let address: String

  init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    address = source.channel.remoteAddress?.ipAddress ?? "?"
  }
}
