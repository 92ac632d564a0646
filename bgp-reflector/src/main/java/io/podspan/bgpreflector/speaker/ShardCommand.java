package io.podspan.bgpreflector.speaker;

import io.podspan.bgpreflector.reflect.ExportKey;
import io.podspan.bgpreflector.reflect.ImportPolicy;
import io.podspan.bgpreflector.reflect.Outlet;
import io.podspan.bgpreflector.reflect.RoutePage;
import io.podspan.bgpreflector.reflect.RouteQuery;
import io.podspan.bgpreflector.reflect.SessionCounters;
import io.podspan.bgpreflector.rib.RouteSource;
import io.podspan.bgpreflector.wire.Message;
import io.podspan.bgpreflector.wire.Prefix;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * What can be asked of the shard loop. Commands about one source come from one I/O loop, in order.
 */
sealed interface ShardCommand {

  record Up(
      RouteSource source,
      ImportPolicy policy,
      ExportKey key,
      Outlet outlet,
      SessionCounters counters)
      implements ShardCommand {}

  record Down(RouteSource source) implements ShardCommand {}

  /** The updates of one read burst. */
  record Updates(RouteSource source, List<Message.Update> updates) implements ShardCommand {}

  record Refresh(RouteSource source) implements ShardCommand {}

  record ChangePolicy(RouteSource source, ImportPolicy policy, ExportKey key)
      implements ShardCommand {}

  record Originate(Set<Prefix> prefixes) implements ShardCommand {}

  record Query(RouteQuery query, CompletableFuture<RoutePage> answer) implements ShardCommand {}
}
