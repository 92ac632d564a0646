package io.podspan.routecollector.events;

import io.podspan.events.ClusterState;
import io.podspan.events.NodeState;
import io.podspan.routecollector.events.Follower.Work;
import io.podspan.routecollector.feed.FeedEnd;
import io.podspan.routecollector.feed.FeedSource;
import io.podspan.routecollector.feed.FeedState;
import io.podspan.routecollector.feed.FeedStates;
import io.podspan.routecollector.feed.Subject;
import io.podspan.servicekit.ready.Part;
import io.podspan.servicekit.ready.Waiting;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The followers of all nodes that are ours. Health shows the nodes that cannot be followed. */
@ApplicationScoped
public class NodeFeeds implements Feeds, FeedStates, Part {
  private static final Duration BETWEEN_FIRST_STREAMS = Duration.ofMillis(20);

  private final FeedSource source;
  private final Map<String, Map<String, Follower>> clusters = new ConcurrentHashMap<>();
  private volatile @Nullable Work work;

  @Inject
  public NodeFeeds(FeedSource source) {
    this.source = source;
  }

  /** Nobody is followed before. */
  void start(Work work) {
    this.work = work;
  }

  @Override
  public synchronized void keep(ClusterState cluster, Set<String> peers) {
    Work asked = work;
    if (asked == null) {
      return;
    }
    Map<String, Follower> present =
        clusters.computeIfAbsent(cluster.name(), _ -> new ConcurrentHashMap<>());
    Map<String, Subject> wanted = new HashMap<>();
    cluster.nodes().forEach(node -> wanted.put(node.name(), subject(cluster, node, peers)));
    present.entrySet().removeIf(follower -> isOther(follower, wanted));
    wanted.forEach(
        (node, subject) ->
            present.computeIfAbsent(
                node, _ -> new Follower(subject, source, asked, first(wanted.size()))));
  }

  private static Subject subject(ClusterState cluster, NodeState node, Set<String> peers) {
    return new Subject(cluster.name(), cluster.cni(), cluster.access(), node.name(), peers);
  }

  private static boolean isOther(Map.Entry<String, Follower> follower, Map<String, Subject> to) {
    Subject wanted = to.get(follower.getKey());
    if (wanted != null && follower.getValue().isOf(wanted)) {
      return false;
    }
    follower.getValue().end();
    return true;
  }

  private static Duration first(int nodes) {
    long all = BETWEEN_FIRST_STREAMS.multipliedBy(nodes).toMillis();
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(all));
  }

  @Override
  public synchronized void drop(String cluster) {
    Map<String, Follower> present = clusters.remove(cluster);
    if (present != null) {
      present.values().forEach(Follower::end);
    }
  }

  @Override
  public boolean follow(ClusterState cluster) {
    return cluster.nodes().stream()
        .filter(NodeState::takesPart)
        .map(NodeState::name)
        .map(node -> of(cluster.name(), node))
        .allMatch(state -> state.filter(FeedState.Following.class::isInstance).isPresent());
  }

  @Override
  public Optional<FeedState> of(String cluster, String node) {
    return Optional.ofNullable(clusters.getOrDefault(cluster, Map.of()).get(node))
        .map(Follower::state);
  }

  @Override
  public Map<String, Long> states(String cluster) {
    return clusters.getOrDefault(cluster, Map.of()).values().stream()
        .collect(Collectors.groupingBy(f -> f.state().word(), Collectors.counting()));
  }

  @Override
  public String name() {
    return "feeds";
  }

  /** A node that cannot be followed is read at intervals. */
  private record Unfollowed(String node, FeedEnd because, Instant since) {}

  @Override
  public Optional<Waiting> waiting() {
    List<Unfollowed> unfollowed =
        clusters.entrySet().stream()
            .flatMap(
                cluster ->
                    cluster.getValue().entrySet().stream()
                        .flatMap(
                            node ->
                                unfollowed(cluster.getKey() + "/" + node.getKey(), node.getValue())
                                    .stream()))
            .sorted(Comparator.comparing(Unfollowed::node))
            .toList();
    if (unfollowed.isEmpty()) {
      return Optional.empty();
    }
    Unfollowed one = unfollowed.getFirst();
    return Optional.of(
        new Waiting(
            "streams of %d nodes, which are read at intervals until then. %s: %s"
                .formatted(unfollowed.size(), one.node(), one.because().text()),
            unfollowed.stream()
                .map(Unfollowed::since)
                .min(Comparator.naturalOrder())
                .orElseThrow()));
  }

  private static Optional<Unfollowed> unfollowed(String name, Follower follower) {
    return follower.state() instanceof FeedState.Polled(FeedEnd because)
            && because.why() != FeedEnd.Why.NOT_OFFERED
        ? follower.polledSince().map(since -> new Unfollowed(name, because, since))
        : Optional.empty();
  }

  /** Nobody is followed any more. */
  synchronized void close() {
    work = null;
    List.copyOf(clusters.keySet()).forEach(this::drop);
  }
}
