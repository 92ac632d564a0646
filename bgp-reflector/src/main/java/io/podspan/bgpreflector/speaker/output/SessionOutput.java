package io.podspan.bgpreflector.speaker.output;

import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.CapabilityType;
import io.podspan.bgp.wire.Message;
import io.podspan.bgp.wire.NotificationCode;
import io.podspan.bgpreflector.fsm.SessionEvent;
import io.podspan.bgpreflector.reflect.MemberOutput;
import io.podspan.bgpreflector.reflect.OutputLoop;
import io.podspan.bgpreflector.reflect.PrefixLimit;
import io.podspan.bgpreflector.reflect.Segment;
import io.podspan.bgpreflector.speaker.session.Connection;
import io.podspan.bgpreflector.speaker.session.EstablishedSession;
import io.podspan.bgpreflector.speaker.session.PeerSession;

/** One shard's way to one session's socket. Called by the shard loop. */
public final class SessionOutput implements MemberOutput {
  private final int shard;
  private final PeerSession session;
  private final Connection link;
  private final EstablishedSession up;

  public SessionOutput(int shard, PeerSession session, Connection link, EstablishedSession up) {
    this.shard = shard;
    this.session = session;
    this.link = link;
    this.up = up;
  }

  @Override
  public OutputLoop lane() {
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
          if (shard == 0 && up.open().capabilities().value(CapabilityType.ROUTE_REFRESH)) {
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
