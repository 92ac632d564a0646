package io.podspan.bgpreflector.speaker.output;

import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgpreflector.reflect.MemberOutput;
import io.podspan.bgpreflector.reflect.OutputLoop;
import io.podspan.bgpreflector.reflect.PrefixLimit;
import io.podspan.bgpreflector.reflect.Segment;
import java.util.function.Consumer;

/** The way from one shard to one session's socket. Called by the shard loop. */
public final class SessionOutput implements MemberOutput {

  /** What a shard can ask of a session: a port. Called on the session's I/O loop. */
  public interface Session {
    /** Whether it is over, and requests for it are void. */
    boolean isOver();

    void requestRefresh(AddressFamily family);

    /** Ends it because it takes too many resources. */
    void endForResources(String why);

    void prefixLimitReached(AddressFamily family, PrefixLimit limit);
  }

  private final int shard;
  private final LoopPumps pumps;
  private final OutboundPump pump;
  private final Session session;

  /**
   * @param pumps those of the session's I/O loop
   */
  public SessionOutput(int shard, LoopPumps pumps, OutboundPump pump, Session session) {
    this.shard = shard;
    this.pumps = pumps;
    this.pump = pump;
    this.session = session;
  }

  @Override
  public OutputLoop loop() {
    return pumps;
  }

  @Override
  public void append(Segment segment) {
    pumps.execute(() -> pump.append(shard, segment));
  }

  @Override
  public void requestRefresh(AddressFamily family) {
    // Every shard asks; once is enough.
    if (shard == 0) {
      ask(up -> up.requestRefresh(family));
    }
  }

  @Override
  public void disconnect(String why) {
    ask(up -> up.endForResources(why));
  }

  @Override
  public void prefixLimitReached(AddressFamily family, PrefixLimit limit) {
    ask(up -> up.prefixLimitReached(family, limit));
  }

  private void ask(Consumer<Session> request) {
    pumps.execute(
        () -> {
          if (!session.isOver()) {
            request.accept(session);
          }
        });
  }
}
