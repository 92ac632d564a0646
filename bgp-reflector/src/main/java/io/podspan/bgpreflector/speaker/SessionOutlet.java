package io.podspan.bgpreflector.speaker;

import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.Message;
import io.podspan.bgp.wire.NotificationCode;
import io.podspan.bgpreflector.fsm.SessionEvent;
import io.podspan.bgpreflector.reflect.Lane;
import io.podspan.bgpreflector.reflect.Outlet;
import io.podspan.bgpreflector.reflect.PrefixLimit;
import io.podspan.bgpreflector.reflect.Segment;

/** One shard's way to one session's socket. Called by the shard loop. */
final class SessionOutlet implements Outlet {
  private final int shard;
  private final PeerSession session;
  private final Link link;
  private final Established up;

  SessionOutlet(int shard, PeerSession session, Link link, Established up) {
    this.shard = shard;
    this.session = session;
    this.link = link;
    this.up = up;
  }

  @Override
  public Lane lane() {
    return session.loop().lane();
  }

  @Override
  public void append(Segment segment) {
    session.loop().execute(() -> up.pump().append(shard, segment));
  }

  @Override
  public void requestRefresh(AddressFamily family) {
    whileCurrent(
        () -> {
          // Every shard asks; once is enough.
          if (shard == 0 && up.open().capabilities().routeRefresh()) {
            link.send(Message.RouteRefresh.of(family, Message.RouteRefresh.REQUEST));
          }
        });
  }

  @Override
  public void shed(String why) {
    whileCurrent(
        () -> link.on(new SessionEvent.Reset(NotificationCode.OUT_OF_RESOURCES.plain(), why)));
  }

  @Override
  public void prefixLimitReached(AddressFamily family, PrefixLimit limit) {
    whileCurrent(
        () ->
            link.on(
                new SessionEvent.PrefixLimitReached(
                    family, limit.maximum(), limit.restartSeconds())));
  }

  /** What a shard wants of a session that has ended meanwhile is void. */
  @SuppressWarnings("ReferenceEquality") // whether it is still this session
  private void whileCurrent(Runnable task) {
    session
        .loop()
        .execute(
            () -> {
              if (up == link.established()) {
                task.run();
              }
            });
  }
}
