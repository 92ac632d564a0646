package io.podspan.bgpreflector.speaker.shards;

import io.podspan.addresses.Prefix;
import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.Message;
import io.podspan.bgpreflector.reflect.AnnouncedRoutes;
import io.podspan.bgpreflector.reflect.ExportKey;
import io.podspan.bgpreflector.reflect.HeardRoute;
import io.podspan.bgpreflector.reflect.ImportPolicy;
import io.podspan.bgpreflector.reflect.MemberOutput;
import io.podspan.bgpreflector.reflect.RoutePage;
import io.podspan.bgpreflector.reflect.RouteQuery;
import io.podspan.bgpreflector.reflect.RoutesOnLoss;
import io.podspan.bgpreflector.reflect.SentRoute;
import io.podspan.bgpreflector.reflect.SentRoutes;
import io.podspan.bgpreflector.reflect.SessionCounters;
import io.podspan.bgpreflector.rib.RouteSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * What can be asked of a shard loop. Commands about one source come from one I/O loop, in order.
 */
public sealed interface ShardCommand {

  /**
   * @param output of the shard that gets the command
   */
  record Up(
      RouteSource source,
      ImportPolicy policy,
      ExportKey key,
      MemberOutput output,
      SessionCounters counters)
      implements ShardCommand {}

  /** The session is over. */
  record Down(RouteSource source, RoutesOnLoss routes) implements ShardCommand {}

  /**
   * The updates of one read burst.
   *
   * @param octets that they had on the wire, for the bound of what may wait
   */
  record Updates(RouteSource source, List<Message.Update> updates, int octets)
      implements ShardCommand {}

  /** Routes that were kept without a session are withdrawn. */
  record Forget(RouteSource source) implements ShardCommand {}

  /**
   * The peer has announced everything of its session.
   *
   * @param taken told when the shard has taken it
   */
  record EndOfRib(RouteSource source, AddressFamily family, Runnable taken)
      implements ShardCommand {}

  /** After a restart: all peers have announced everything, or the time for it is over. */
  record ReleaseEndOfRib() implements ShardCommand {}

  record Refresh(RouteSource source) implements ShardCommand {}

  record RefreshBegins(RouteSource source, AddressFamily family) implements ShardCommand {}

  record RefreshEnds(RouteSource source, AddressFamily family) implements ShardCommand {}

  /** The session's pump has sent all that the shard had given it. */
  record Drained(RouteSource source) implements ShardCommand {}

  record ChangePolicy(RouteSource source, ImportPolicy policy, ExportKey key)
      implements ShardCommand {}

  /** Another policy for routes that are kept without a session. */
  record JudgeKept(RouteSource source, ImportPolicy policy) implements ShardCommand {}

  record Originate(Set<Prefix> prefixes) implements ShardCommand {}

  record Announced(RouteSource source, int atMost, CompletableFuture<AnnouncedRoutes> answer)
      implements ShardCommand {}

  record Heard(RouteSource source, Prefix prefix, CompletableFuture<HeardRoute> answer)
      implements ShardCommand {}

  record Sent(CompletableFuture<Map<RouteSource, SentRoutes>> answer) implements ShardCommand {}

  /** The answer is empty when no prefix matches, or the peer has no session. */
  record SentTo(RouteSource source, Prefix prefix, CompletableFuture<Optional<SentRoute>> answer)
      implements ShardCommand {}

  record Query(RouteQuery query, CompletableFuture<RoutePage> answer) implements ShardCommand {}
}
