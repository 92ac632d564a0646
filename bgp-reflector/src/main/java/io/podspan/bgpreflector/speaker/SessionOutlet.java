package io.podspan.bgpreflector.speaker;

import io.podspan.bgpreflector.fsm.SessionEvent;
import io.podspan.bgpreflector.reflect.Outlet;
import io.podspan.bgpreflector.reflect.Segment;
import io.podspan.bgpreflector.wire.AddressFamily;
import io.podspan.bgpreflector.wire.Message;
import io.podspan.bgpreflector.wire.NotificationCode;

/** The shard's way to one session's socket. Called by the shard loop. */
final class SessionOutlet implements Outlet {
  private final PeerSession session;
  private final Link link;
  private final Established up;

  SessionOutlet(PeerSession session, Link link, Established up) {
    this.session = session;
    this.link = link;
    this.up = up;
  }

  @Override
  public void append(Segment segment) {
    session.loop().execute(() -> up.pump().append(segment));
  }

  @Override
  public void wake() {
    up.pump().wake();
  }

  @Override
  public void requestRefresh() {
    whileCurrent(
        () -> {
          if (up.refreshable()) {
            link.send(
                new Message.RouteRefresh(
                    AddressFamily.IPV4_UNICAST.afi(), 0, AddressFamily.IPV4_UNICAST.safi()));
          }
        });
  }

  @Override
  public void shed(String why) {
    whileCurrent(
        () -> link.on(new SessionEvent.Reset(NotificationCode.OUT_OF_RESOURCES.plain(), why)));
  }

  /** The session announces more than it may and has to end. */
  public void prefixLimitReached(AddressFamily family, int limit, int restartSeconds) {
    whileCurrent(
        () -> link.on(new SessionEvent.PrefixLimitReached(family, limit, restartSeconds)));
  }

  /** What the shard wants of a session that has ended meanwhile is void. */
  private void whileCurrent(Runnable task) {
    session
        .loop()
        .execute(
            () -> {
              if (up.equals(link.established())) {
                task.run();
              }
            });
  }
}
