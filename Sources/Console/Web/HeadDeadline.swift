import NIOCore
import NIOHTTPTypes

/// Closes a connection whose next request does not begin in time, or whose reader takes nothing of an answer for as
/// long: either would hold a descriptor. A slow reader who goes on taking is waited for; bodies that come in have a
/// pace of their own (`BodyPace`).
final class HeadDeadline: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  /// What of an answer goes out at a time: each piece that is taken gives the reader the whole time anew.
  private static let piece = 64 << 10

  private let limit: TimeAmount
  private var closing: Scheduled<Void>?
  /// Requests that have begun and whose answer has not gone out yet.
  private var open = 0
  /// Parts of answers that wait for the reader.
  private var unsent = 0

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
    switch unwrapOutboundIn(data) {
    case .body(var bytes):
      while bytes.readableBytes > HeadDeadline.piece, let piece = bytes.readSlice(length: HeadDeadline.piece) {
        send(.body(piece), context, context.eventLoop.makePromise())
      }
      send(.body(bytes), context, promise ?? context.eventLoop.makePromise())
    case .end(let trailers):
      send(.end(trailers), context, promise ?? context.eventLoop.makePromise(), ends: true)
    case .head: context.write(data, promise: promise)
    }
  }

  /// Writes a part of an answer; the clock starts anew now and when the part has gone out.
  private func send(
    _ part: HTTPResponsePart, _ context: ChannelHandlerContext, _ promise: EventLoopPromise<Void>, ends: Bool = false
  ) {
    if unsent == 0 { wait(context) }
    unsent += 1
    promise.futureResult.assumeIsolated().whenComplete { _ in
      self.unsent -= 1
      if ends { self.open -= 1 }
      self.closing?.cancel()
      self.closing = nil
      if self.unsent > 0 || self.open <= 0, context.channel.isActive { self.wait(context) }
    }
    context.write(wrapOutboundOut(part), promise: promise)
  }

  private func wait(_ context: ChannelHandlerContext) {
    closing?.cancel()
    let channel = context.channel
    closing = context.eventLoop.scheduleTask(in: limit) { channel.close(promise: nil) }
  }
}
