package io.podspan.probeservice.measure;

import io.podspan.addresses.IpAddress;
import io.podspan.events.reason.NotMeasured;
import io.podspan.events.reason.NotMeasured.ApiUnreachable;
import io.podspan.events.reason.NotMeasured.ExecTimedOut;
import io.podspan.events.reason.NotMeasured.NoProbePods;
import io.podspan.events.reason.NotMeasured.NoSecondPod;
import io.podspan.events.reason.NotMeasured.NodeNotReady;
import io.podspan.events.reason.NotMeasured.PingUnusable;
import io.podspan.events.reason.NotMeasured.ProberBusy;
import io.podspan.events.reason.PairReason;
import io.podspan.events.reason.PairSummary.Several;
import io.podspan.probeservice.measure.Measurement.Impossible;
import io.podspan.probeservice.measure.Measurement.Measured;
import io.podspan.probeservice.measure.Measurement.PairPing;
import io.podspan.probeservice.measure.PodListing.Listed;
import io.podspan.probeservice.measure.PodListing.Unavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Measures from one cluster to others: lists the pods, lets each source pod ping all its targets.
 */
public final class Prober {
  private static final Duration TO_LIST = Duration.ofSeconds(10);
  private static final Duration TO_PING = Duration.ofSeconds(9);

  /** More names would make the reason long, and say no more. */
  private static final int MOST_LOST = 3;

  private final Pods pods;
  private final int pings;
  private final int mostPairs;

  /** Rounds of each pair of clusters until now: which sample is next. */
  private final Map<ClusterPair, Long> rounds = new ConcurrentHashMap<>();

  /** Of what something was heard since the last round. */
  private final Map<ClusterPair, Focus> focus = new ConcurrentHashMap<>();

  /** What the last round could not measure, of what it wanted to. */
  private final Map<ClusterPair, Set<PodPaths>> unmeasured = new ConcurrentHashMap<>();

  /**
   * @param pings echo requests per pair of pods
   * @param mostPairs pairs of pods per pair of clusters
   */
  public Prober(Pods pods, int pings, int mostPairs) {
    this.pods = pods;
    this.pings = pings;
    this.mostPairs = mostPairs;
  }

  /**
   * The next round: where there are too many pairs of pods for all of them, others than in the one
   * before.
   *
   * @param suspects what failed in the last round, by clusters: it is measured again
   * @throws AbandonedException when interrupted
   */
  public List<Measurement> next(
      String from, Collection<String> tos, Function<ClusterPair, Set<PodPaths>> suspects) {
    tos.forEach(to -> rounds.merge(new ClusterPair(from, to), 1L, Long::sum));
    return measure(from, tos, clusters -> again(clusters, suspects.apply(clusters)));
  }

  /**
   * What a round has to say something about.
   *
   * @param suspects what failed in the last round, or was not measured
   * @param focus nodes of which something was heard
   * @param patient whether others may wait for the next round
   */
  private record Wanted(Set<PodPaths> suspects, Focus focus, boolean patient) {
    /** Of a pod that found no place: it is no news once, where no ping fails. */
    boolean mayWait(PodPair pair) {
      return patient && !suspects.contains(PodPaths.of(pair));
    }
  }

  private Wanted again(ClusterPair clusters, Set<PodPaths> failed) {
    Set<PodPaths> again = new LinkedHashSet<>(failed);
    again.addAll(unmeasured.getOrDefault(clusters, Set.of()));
    Focus heard = focus.remove(clusters);
    return new Wanted(again, heard == null ? Focus.NONE : heard, failed.isEmpty());
  }

  /** Forgets the rounds of all other pairs. */
  public void keep(Set<ClusterPair> pairs) {
    rounds.keySet().retainAll(pairs);
    unmeasured.keySet().retainAll(pairs);
    focus.keySet().retainAll(pairs);
  }

  /** Something happened to a node: the next round between its cluster and these looks at it. */
  public void touch(String cluster, String node, Collection<String> others) {
    for (String other : others) {
      focus.merge(new ClusterPair(cluster, other), Focus.from(node), Focus::and);
      focus.merge(new ClusterPair(other, cluster), Focus.to(node), Focus::and);
    }
  }

  /** The last round again, as it was; the first where there was none. */
  public List<Measurement> measure(String from, Collection<String> tos) {
    return measure(from, tos, _ -> new Wanted(Set.of(), Focus.NONE, false));
  }

  /**
   * The last round again.
   *
   * @param failed by cluster, what failed in it: that is measured again, whatever else is
   */
  public List<Measurement> again(String from, Map<String, Set<PodPaths>> failed) {
    return measure(
        from,
        failed.keySet(),
        clusters -> new Wanted(failed.getOrDefault(clusters.to(), Set.of()), Focus.NONE, false));
  }

  /**
   * One measurement per target cluster, in their order. Blocks.
   *
   * @throws AbandonedException when interrupted
   */
  private List<Measurement> measure(
      String from, Collection<String> tos, Function<ClusterPair, Wanted> wants) {
    long began = System.nanoTime();
    Set<String> involved = new TreeSet<>(tos);
    involved.add(from);
    Function<String, PodListing> listings =
        Parallel.results(involved, pods::list, TO_LIST, Prober::noListing);
    Map<String, Predicate<PodPair>> waiting = new HashMap<>();
    Map<String, List<PodPair>> chosen = new LinkedHashMap<>();
    for (String to : tos) {
      ClusterPair clusters = new ClusterPair(from, to);
      Wanted want = wants.apply(clusters);
      waiting.put(to, want::mayWait);
      chosen.put(to, chosen(clusters, listings, want));
    }
    Function<ProbePod, SourceAnswer> answers = ask(from, chosen.values());
    List<Measurement> measurements = new ArrayList<>();
    for (String to : tos) {
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      ClusterPair clusters = new ClusterPair(from, to);
      List<PodPair> pairs = chosen.getOrDefault(to, List.of());
      measurements.add(
          pairs.isEmpty()
              ? new Impossible(clusters, obstacle(clusters, listings), took)
              : measured(clusters, pairs, answers, waiting.getOrDefault(to, _ -> false), took));
    }
    return List.copyOf(measurements);
  }

  private List<PodPair> chosen(
      ClusterPair clusters, Function<String, PodListing> listings, Wanted want) {
    return listings.apply(clusters.from()) instanceof Listed(var sources, int _, var _)
            && listings.apply(clusters.to()) instanceof Listed(var targets, int _, var _)
        ? Sample.of(
            sources,
            targets,
            mostPairs,
            rounds.getOrDefault(clusters, 0L),
            want.suspects(),
            want.focus())
        : List.of();
  }

  private Function<ProbePod, SourceAnswer> ask(String cluster, Collection<List<PodPair>> chosen) {
    Map<ProbePod, Set<IpAddress>> targets = new LinkedHashMap<>();
    for (List<PodPair> pairs : chosen) {
      for (PodPair pair : pairs) {
        targets.computeIfAbsent(pair.from(), _ -> new LinkedHashSet<>()).add(pair.to().address());
      }
    }
    return Parallel.results(
        targets.keySet(),
        pod -> pods.ping(cluster, pod, List.copyOf(targets.getOrDefault(pod, Set.of())), pings),
        TO_PING,
        pod ->
            new SourceAnswer.NotAsked(new ExecTimedOut(cluster, pod.path(), TO_PING.toMillis())));
  }

  private static PodListing noListing(String cluster) {
    return new Unavailable(new ApiUnreachable(cluster, TO_LIST.toMillis()));
  }

  private Measured measured(
      ClusterPair clusters,
      List<PodPair> pairs,
      Function<ProbePod, SourceAnswer> answers,
      Predicate<PodPair> mayWait,
      Duration took) {
    List<PairPing> results = new ArrayList<>();
    Map<ProbePod, NotMeasured> notAsked = new LinkedHashMap<>();
    Map<ProbePod, NotMeasured> waiting = new LinkedHashMap<>();
    for (PodPair pair : pairs) {
      switch (answers.apply(pair.from())) {
        case SourceAnswer.Pinged(Map<IpAddress, Ping> said, Map<IpAddress, String> unusable) -> {
          IpAddress to = pair.to().address();
          Ping ping = said.get(to);
          if (ping == null) {
            String instead = unusable.getOrDefault(to, "nothing about this address");
            notAsked.put(pair.from(), unusable(clusters.from(), pair.from(), instead));
          } else {
            results.add(new PairPing(pair, ping));
          }
        }
        case SourceAnswer.NotAsked(ProberBusy cause) when mayWait.test(pair) ->
            waiting.put(pair.from(), cause);
        case SourceAnswer.NotAsked(NotMeasured cause) -> notAsked.put(pair.from(), cause);
      }
    }
    Set<String> lost = lostNodes(clusters.to(), results);
    results.stream()
        .map(result -> result.pods().to())
        .filter(pod -> lost.contains(pod.node()))
        .forEach(pod -> notAsked.put(pod, new NodeNotReady(clusters.to(), pod.node())));
    results.removeIf(result -> lost.contains(result.pods().to().node()));
    if (results.isEmpty()) {
      // Then it is why nothing is known.
      notAsked.putAll(waiting);
    }
    unmeasured.put(clusters, without(pairs, results));
    return new Measured(clusters, results, notAsked, took);
  }

  private static Set<PodPaths> without(List<PodPair> wanted, List<PairPing> results) {
    Set<PodPair> measured = new HashSet<>();
    results.forEach(result -> measured.add(result.pods()));
    return wanted.stream()
        .filter(pair -> !measured.contains(pair))
        .limit(Sample.MOST_SUSPECTS)
        .map(PodPaths::of)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static NotMeasured unusable(String cluster, ProbePod pod, String said) {
    return new PingUnusable(cluster, pod.path(), said);
  }

  /** Nodes none of whose pods answers, and that are not Ready: it is not the network. */
  private Set<String> lostNodes(String cluster, List<PairPing> results) {
    Set<String> silent = new TreeSet<>();
    results.forEach(result -> silent.add(result.pods().to().node()));
    results.stream()
        .filter(PairPing::answered)
        .forEach(result -> silent.remove(result.pods().to().node()));
    return silent.isEmpty() ? Set.of() : pods.notReady(cluster, silent);
  }

  private static PairReason obstacle(ClusterPair clusters, Function<String, PodListing> listings) {
    Set<PairReason> obstacles = new LinkedHashSet<>();
    for (String cluster : List.of(clusters.from(), clusters.to())) {
      switch (listings.apply(cluster)) {
        case Unavailable(NotMeasured cause) -> obstacles.add(cause);
        case Listed(List<ProbePod> found, int _, List<String> lost)
            when found.isEmpty() && !lost.isEmpty() ->
            lost.stream()
                .limit(MOST_LOST)
                .forEach(n -> obstacles.add(new NodeNotReady(cluster, n)));
        case Listed(List<ProbePod> found, int unfit, List<String> _) when found.isEmpty() ->
            obstacles.add(new NoProbePods(cluster, unfit));
        case Listed _ -> {
          // Not the obstacle.
        }
      }
    }
    return switch (obstacles.size()) {
      case 0 -> new NoSecondPod(clusters.to());
      case 1 -> obstacles.iterator().next();
      default -> new Several(List.copyOf(obstacles));
    };
  }
}
