import NIOCore
import NIOHTTPTypes

/// Closes a connection whose next request does not begin in time: a head that comes in letter by letter keeps it from
/// being idle, but holds a descriptor.
final class HeadDeadline: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private let limit: TimeAmount
  private var closing: Scheduled<Void>?
  /// Requests that have begun and are not answered yet.
  private var open = 0

  init(_ limit: Duration) {
    self.limit = .nanoseconds(Int64(limit / .nanoseconds(1)))
  }

  func handlerAdded(context: ChannelHandlerContext) { if context.channel.isActive { wait(context) } }

  func handlerRemoved(context: ChannelHandlerContext) { closing?.cancel() }

  func channelActive(context: ChannelHandlerContext) {
    wait(context)
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    closing?.cancel()
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if case .head = unwrapInboundIn(data) {
      open += 1
      closing?.cancel()
      closing = nil
    }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    if case .end = unwrapOutboundIn(data) {
      open -= 1
      if open <= 0 { wait(context) }
    }
    context.write(data, promise: promise)
  }

  private func wait(_ context: ChannelHandlerContext) {
    closing?.cancel()
    let channel = context.channel
    closing = context.eventLoop.scheduleTask(in: limit) { channel.close(promise: nil) }
  }
}
