package io.podspan.bgpreflector.speaker.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.podspan.bgpreflector.fsm.SessionEvent;
import org.jspecify.annotations.Nullable;

/**
 * From a channel's callbacks to a link's events. Falls silent when the link has done with the
 * channel.
 */
final class ConnectionHandler extends ChannelInboundHandlerAdapter {
  private final PeerSession session;
  private final Connection link;
  private final FrameDecoder cutter;
  private boolean connected;

  ConnectionHandler(PeerSession session, Connection link) {
    this.session = session;
    this.link = link;
    this.cutter = new FrameDecoder(link);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    if (context.channel().isActive()) {
      connected(context);
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    cutter.release();
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    connected(context);
  }

  private void connected(ChannelHandlerContext context) {
    if (!connected && link.uses(context.channel())) {
      connected = true;
      link.on(new SessionEvent.TcpConnected());
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    try {
      if (link.uses(context.channel()) && message instanceof ByteBuf in) {
        link.startBurst();
        cutter.cut(in, context.alloc());
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    session.submitUpdates();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    lost(context, "peer closed the connection");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    lost(context, describe(cause));
    context.close();
  }

  private static String describe(Throwable cause) {
    @Nullable String message = cause.getMessage();
    return "connection failed: " + (message == null ? cause.getClass().getSimpleName() : message);
  }

  private void lost(ChannelHandlerContext context, String why) {
    session.submitUpdates();
    if (link.uses(context.channel())) {
      link.on(new SessionEvent.TcpFailed(why));
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (link.uses(context.channel())) {
      link.onWritable();
    }
  }
}
