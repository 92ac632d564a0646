package io.podspan.bgpreflector.speaker.output;

import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.Message;
import io.podspan.bgpreflector.reflect.Segment;
import io.podspan.bgpreflector.rib.RouteSource;
import io.podspan.bgpreflector.speaker.shards.ShardCommand;
import io.podspan.bgpreflector.speaker.shards.ShardSender;
import java.util.Set;

/**
 * Sends what stands before and after a whole table: End-of-RIB after the initial one (RFC 4724,
 * section 2), BoRR and EoRR around one that the peer asked for (RFC 7313). One table at a time.
 * Owned by the session's I/O loop.
 */
public final class TableMarkers implements OutboundPump.Progress {
  /** Sends messages to the peer: a port to the connection. */
  @FunctionalInterface
  public interface Sender {
    void send(Message message);
  }

  private final Sender sender;
  private final ShardSender inlet;
  private final RouteSource source;
  private final Set<AddressFamily> families;
  private final boolean marks;
  private volatile Set<AddressFamily> complete = Set.of();
  private boolean underway = true;
  private boolean wanted;

  /**
   * @param marks whether both sides know enhanced route refresh
   */
  public TableMarkers(
      Sender sender,
      ShardSender inlet,
      RouteSource source,
      Set<AddressFamily> families,
      boolean marks) {
    this.sender = sender;
    this.inlet = inlet;
    this.source = source;
    this.families = families;
    this.marks = marks;
  }

  /** The families of which the peer was told that it has everything. Any thread. */
  public Set<AddressFamily> complete() {
    return complete;
  }

  /** The peer wants everything again: now, or after the table that is being sent. */
  public void request() {
    wanted = true;
    next();
  }

  private void next() {
    if (wanted && !underway) {
      wanted = false;
      underway = true;
      mark(Message.RouteRefresh.BEGIN);
      inlet.submit(new ShardCommand.Refresh(source));
    }
  }

  @Override
  public void onEnding(Segment.Ending ending) {
    switch (ending) {
      case PLAIN -> {}
      case INITIAL_UPDATE -> {
        endOfRib();
        ended();
      }
      case REFRESH -> {
        if (marks) {
          mark(Message.RouteRefresh.END);
        } else {
          endOfRib();
        }
        ended();
      }
    }
  }

  private void endOfRib() {
    families.stream().sorted().map(Message.Update::endOfRib).forEach(sender::send);
    complete = families;
  }

  private void ended() {
    underway = false;
    next();
  }

  private void mark(int subtype) {
    if (marks) {
      families.stream()
          .sorted()
          .map(family -> Message.RouteRefresh.of(family, subtype))
          .forEach(sender::send);
    }
  }

  @Override
  public void onDrained(int shard) {
    inlet.submit(shard, new ShardCommand.Drained(source));
  }
}
