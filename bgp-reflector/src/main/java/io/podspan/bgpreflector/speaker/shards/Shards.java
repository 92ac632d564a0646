package io.podspan.bgpreflector.speaker.shards;

import io.podspan.addresses.Prefix;
import io.podspan.bgpreflector.reflect.AnnouncedRoutes;
import io.podspan.bgpreflector.reflect.HeardRoute;
import io.podspan.bgpreflector.reflect.ReflectionEngine;
import io.podspan.bgpreflector.reflect.RoutePage;
import io.podspan.bgpreflector.reflect.RouteQuery;
import io.podspan.bgpreflector.reflect.SentRoute;
import io.podspan.bgpreflector.reflect.SentRoutes;
import io.podspan.bgpreflector.rib.DestinationTable;
import io.podspan.bgpreflector.rib.RouteSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The shard loops, each with a slice of the prefixes. Every hand-over goes to the shard that owns
 * the prefix, or to all of them.
 */
public final class Shards {
  private final List<ShardLoop> loops = new ArrayList<>();

  /**
   * @param engines makes the engine of a shard
   */
  public Shards(int count, Function<Integer, ReflectionEngine> engines) {
    for (int shard = 0; shard < count; shard++) {
      loops.add(new ShardLoop(engines.apply(shard), "bgp-shard-" + shard));
    }
  }

  public int count() {
    return loops.size();
  }

  public ShardLoop get(int shard) {
    return loops.get(shard);
  }

  /** The one place that says which shard owns a prefix. */
  public int shardOf(long high, long low, int length) {
    int hash = DestinationTable.hash(high, low, length);
    // The table of the shard uses the low bits.
    return Math.floorMod(hash >>> 20, loops.size());
  }

  public void start() {
    loops.forEach(ShardLoop::start);
  }

  public void stop() {
    loops.forEach(ShardLoop::stop);
  }

  /** False when one of them could not take it. */
  public boolean offerToAll(ShardCommand command) {
    boolean all = true;
    for (ShardLoop loop : loops) {
      all &= loop.offer(command);
    }
    return all;
  }

  public @Nullable Throwable failure() {
    for (ShardLoop loop : loops) {
      Throwable failure = loop.failure();
      if (failure != null) {
        return failure;
      }
    }
    return null;
  }

  /** Fails at once when a shard is too busy to be asked. */
  public CompletableFuture<RoutePage> routes(RouteQuery query) {
    if (loops.size() == 1) {
      return ask(loops.getFirst(), query);
    }
    RouteQuery fromFirst = new RouteQuery(query.longestMatch(), 0, query.offset() + query.limit());
    List<CompletableFuture<RoutePage>> answers =
        loops.stream().map(loop -> ask(loop, fromFirst)).toList();
    return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
        .thenApply(
            _ -> RoutePage.merge(answers.stream().map(CompletableFuture::join).toList(), query));
  }

  /**
   * What is taken of a peer's announcements. Fails at once when a shard is too busy to be asked.
   */
  public CompletableFuture<AnnouncedRoutes> announced(RouteSource source, int atMost) {
    CompletableFuture<AnnouncedRoutes> all =
        CompletableFuture.completedFuture(AnnouncedRoutes.NONE);
    for (ShardLoop loop : loops) {
      CompletableFuture<AnnouncedRoutes> own = new CompletableFuture<>();
      if (!loop.offer(new ShardCommand.Announced(source, atMost, own))) {
        return CompletableFuture.failedFuture(
            new IllegalStateException("the routing table is busy"));
      }
      all = all.thenCombine(own, (some, more) -> some.and(more, atMost));
    }
    return all;
  }

  /** What a peer has said of this prefix. Fails at once when its shard is too busy to be asked. */
  public CompletableFuture<HeardRoute> heard(RouteSource source, Prefix prefix) {
    CompletableFuture<HeardRoute> answer = new CompletableFuture<>();
    ShardLoop owner = loops.get(shardOf(prefix.high(), prefix.low(), prefix.length()));
    if (!owner.offer(new ShardCommand.Heard(source, prefix, answer))) {
      answer.completeExceptionally(new IllegalStateException("the routing table is busy"));
    }
    return answer;
  }

  /** What each member is told. Fails at once when a shard is too busy to be asked. */
  public CompletableFuture<Map<RouteSource, SentRoutes>> sent() {
    return all(ShardCommand.Sent::new, Shards::together);
  }

  private static Map<RouteSource, SentRoutes> together(
      Map<RouteSource, SentRoutes> some, Map<RouteSource, SentRoutes> more) {
    Map<RouteSource, SentRoutes> all = new HashMap<>(some);
    more.forEach((source, routes) -> all.merge(source, routes, SentRoutes::and));
    return all;
  }

  /**
   * How a member is told of the most specific prefix that contains this. Fails at once when a shard
   * is too busy to be asked.
   */
  public CompletableFuture<Optional<SentRoute>> sent(RouteSource source, Prefix prefix) {
    return all(answer -> new ShardCommand.SentTo(source, prefix, answer), Shards::moreSpecific);
  }

  private static Optional<SentRoute> moreSpecific(
      Optional<SentRoute> some, Optional<SentRoute> other) {
    return Stream.of(some, other)
        .flatMap(Optional::stream)
        .max(Comparator.comparing(route -> route.prefix().length()));
  }

  private <T> CompletableFuture<T> all(
      Function<CompletableFuture<T>, ShardCommand> question, BinaryOperator<T> combined) {
    List<CompletableFuture<T>> asked = new ArrayList<>();
    CompletableFuture<T> all = null;
    for (ShardLoop loop : loops) {
      CompletableFuture<T> own = new CompletableFuture<>();
      if (!loop.offer(question.apply(own))) {
        asked.forEach(other -> other.cancel(false));
        return CompletableFuture.failedFuture(
            new IllegalStateException("the routing table is busy"));
      }
      asked.add(own);
      all = all == null ? own : all.thenCombine(own, combined);
    }
    CompletableFuture<T> answer = Objects.requireNonNull(all, "there is at least one shard");
    // Whoever gives up says so to the shards that have not begun.
    answer.whenComplete((_, _) -> asked.forEach(own -> own.cancel(false)));
    return answer;
  }

  private static CompletableFuture<RoutePage> ask(ShardLoop loop, RouteQuery query) {
    CompletableFuture<RoutePage> answer = new CompletableFuture<>();
    if (!loop.offer(new ShardCommand.Query(query, answer))) {
      answer.completeExceptionally(new IllegalStateException("the routing table is busy"));
    }
    return answer;
  }
}
