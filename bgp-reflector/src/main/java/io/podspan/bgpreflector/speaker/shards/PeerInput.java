package io.podspan.bgpreflector.speaker.shards;

import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.Message;
import io.podspan.bgpreflector.reflect.ExportKey;
import io.podspan.bgpreflector.reflect.ImportPolicy;
import io.podspan.bgpreflector.reflect.MemberOutput;
import io.podspan.bgpreflector.reflect.RoutesOnLoss;
import io.podspan.bgpreflector.reflect.SessionCounters;
import io.podspan.bgpreflector.rib.RouteSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * What one session tells the shards. Updates of one read are collected and handed over together.
 * Owned by the session's I/O loop.
 */
public final class PeerInput {
  private final ShardSender sender;
  private final RouteSource source;
  private List<Message.Update> burst = new ArrayList<>();
  private int burstOctets;

  public PeerInput(ShardSender sender, RouteSource source) {
    this.sender = sender;
    this.source = source;
  }

  /** The peer as the shards know it. */
  public RouteSource source() {
    return source;
  }

  /**
   * The session is established.
   *
   * @param outputs by shard, where messages for the peer go
   */
  public void up(
      ImportPolicy policy,
      ExportKey key,
      SessionCounters counters,
      IntFunction<MemberOutput> outputs) {
    sender.submitEach(
        shard -> new ShardCommand.Up(source, policy, key, outputs.apply(shard), counters));
  }

  /** The session is over; what was collected is handed over first. */
  public void down(RoutesOnLoss routes) {
    submitUpdates();
    sender.submit(new ShardCommand.Down(source, routes));
  }

  public void changePolicy(ImportPolicy policy, ExportKey key) {
    sender.submit(new ShardCommand.ChangePolicy(source, policy, key));
  }

  /** The same for routes that are kept without a session. */
  public void changePolicy(ImportPolicy policy) {
    sender.submit(new ShardCommand.JudgeKept(source, policy));
  }

  /**
   * @param octets that the message had on the wire
   */
  public void add(Message.Update update, int octets) {
    burst.add(update);
    burstOctets += octets;
  }

  /** At the end of a read: hands over what was collected. */
  public void submitUpdates() {
    if (!burst.isEmpty()) {
      sender.submit(source, burst, burstOctets);
      burst = new ArrayList<>();
      burstOctets = 0;
    }
  }

  /**
   * RFC 4724, section 2: the peer has announced everything of its session.
   *
   * @param taken run by a shard loop when all shards have taken what came before
   */
  public void endOfRib(AddressFamily family, Runnable taken) {
    submitUpdates();
    AtomicInteger left = new AtomicInteger(sender.shardCount());
    Runnable countDown =
        () -> {
          if (left.decrementAndGet() == 0) {
            taken.run();
          }
        };
    sender.submit(new ShardCommand.EndOfRib(source, family, countDown));
  }

  /** RFC 7313, section 4: the peer begins to announce everything again. */
  public void refreshBegins(AddressFamily family) {
    submitUpdates();
    sender.submit(new ShardCommand.RefreshBegins(source, family));
  }

  /** RFC 7313, section 4: the peer has announced everything again. */
  public void refreshEnds(AddressFamily family) {
    submitUpdates();
    sender.submit(new ShardCommand.RefreshEnds(source, family));
  }
}
