package io.podspan.bgpreflector.speaker.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.podspan.bgpreflector.fsm.SessionEnding;
import io.podspan.bgpreflector.fsm.SessionEvent;
import org.jspecify.annotations.Nullable;

/**
 * Turns a channel's callbacks into events of a connection. It says nothing more when the connection
 * no longer uses the channel.
 */
final class ConnectionHandler extends ChannelInboundHandlerAdapter {
  private final Connection connection;
  private final FrameDecoder decoder;
  private boolean connected;

  ConnectionHandler(Connection connection) {
    this.connection = connection;
    this.decoder = new FrameDecoder(connection);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    if (context.channel().isActive()) {
      connected(context);
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    decoder.release();
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    connected(context);
  }

  private void connected(ChannelHandlerContext context) {
    if (!connected && connection.uses(context.channel())) {
      connected = true;
      connection.on(new SessionEvent.TcpConnected());
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    try {
      if (connection.uses(context.channel()) && message instanceof ByteBuf in) {
        connection.readBegins();
        decoder.decode(in, context.alloc());
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    connection.readEnds();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    lost(context, new SessionEnding.ConnectionClosed());
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    lost(context, new SessionEnding.ConnectionFailed(describe(cause)));
    context.close();
  }

  private static String describe(Throwable cause) {
    @Nullable String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }

  private void lost(ChannelHandlerContext context, SessionEnding ending) {
    connection.readEnds();
    if (connection.uses(context.channel())) {
      connection.on(new SessionEvent.TcpFailed(ending));
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (connection.uses(context.channel())) {
      connection.onWritable();
    }
  }
}
