package io.podspan.bgpreflector.speaker;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.podspan.bgpreflector.fsm.SessionEvent;
import io.podspan.bgpreflector.wire.Decoded;
import io.podspan.bgpreflector.wire.Malformed;
import io.podspan.bgpreflector.wire.Message;
import org.jspecify.annotations.Nullable;

/**
 * From a channel's callbacks to a link's events. Falls silent when the link has done with the
 * channel.
 */
final class LinkHandler extends ChannelInboundHandlerAdapter {
  private final PeerSession session;
  private final Link link;
  private boolean connected;

  LinkHandler(PeerSession session, Link link) {
    this.session = session;
    this.link = link;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    if (context.channel().isActive()) {
      connected(context);
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    connected(context);
    context.fireChannelActive();
  }

  private void connected(ChannelHandlerContext context) {
    if (!connected && link.uses(context.channel())) {
      connected = true;
      link.on(new SessionEvent.TcpConnected());
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (link.uses(context.channel()) && message instanceof Decoded decoded) {
      link.on(event(decoded));
    }
  }

  private static SessionEvent event(Decoded decoded) {
    return switch (decoded) {
      case Malformed malformed -> new SessionEvent.MessageMalformed(malformed);
      case Message.Open open -> new SessionEvent.OpenReceived(open);
      case Message.Update update -> new SessionEvent.UpdateReceived(update);
      case Message.Notification notification -> new SessionEvent.NotificationReceived(notification);
      case Message.Keepalive _ -> new SessionEvent.KeepaliveReceived();
      case Message.RouteRefresh refresh -> new SessionEvent.RefreshReceived(refresh);
    };
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    session.submitUpdates();
    context.fireChannelReadComplete();
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
