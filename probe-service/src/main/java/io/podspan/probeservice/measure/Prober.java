package io.podspan.probeservice.probe;

import io.podspan.probeservice.probe.PodListing.Listed;
import io.podspan.probeservice.probe.PodListing.Unavailable;
import io.podspan.probeservice.probe.Reading.Measured;
import io.podspan.probeservice.probe.Reading.NotMeasured;
import io.podspan.probeservice.probe.Reading.PairPing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Measures from one cluster to others: lists the pods, lets each source pod ping all its targets.
 */
public final class Prober {
  private static final Duration TO_LIST = Duration.ofSeconds(10);
  private static final Duration TO_PING = Duration.ofSeconds(9);

  private final Pods pods;
  private final int pings;
  private final int mostPairs;

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
   * One reading per target cluster, in their order. Blocks.
   *
   * @throws AbandonedException when interrupted
   */
  public List<Reading> measure(String from, Collection<String> tos) {
    long began = System.nanoTime();
    Set<String> involved = new TreeSet<>(tos);
    involved.add(from);
    Function<String, PodListing> listings =
        Parallel.results(involved, pods::list, TO_LIST, Prober::noListing);
    Map<String, List<PodPair>> chosen = new LinkedHashMap<>();
    for (String to : tos) {
      chosen.put(to, chosen(listings.apply(from), listings.apply(to)));
    }
    Function<ProbePod, SourceAnswer> answers = ask(from, chosen.values());
    List<Reading> readings = new ArrayList<>();
    for (String to : tos) {
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      ClusterPair clusters = new ClusterPair(from, to);
      List<PodPair> pairs = chosen.getOrDefault(to, List.of());
      readings.add(
          pairs.isEmpty()
              ? new NotMeasured(clusters, obstacle(clusters, listings), took)
              : measured(clusters, pairs, answers, took));
    }
    return List.copyOf(readings);
  }

  private List<PodPair> chosen(PodListing from, PodListing to) {
    return from instanceof Listed(var sources, int _) && to instanceof Listed(var targets, int _)
        ? PodPair.chosen(sources, targets, mostPairs)
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
        _ -> new SourceAnswer.NotAsked("no answer within " + TO_PING.toSeconds() + " s"));
  }

  private static PodListing noListing(String cluster) {
    return new Unavailable(
        "the API of "
            + cluster
            + " cannot be reached: no answer within "
            + TO_LIST.toSeconds()
            + " s");
  }

  private Measured measured(
      ClusterPair clusters,
      List<PodPair> pairs,
      Function<ProbePod, SourceAnswer> answers,
      Duration took) {
    List<PairPing> results = new ArrayList<>();
    Map<ProbePod, String> notAsked = new LinkedHashMap<>();
    for (PodPair pair : pairs) {
      switch (answers.apply(pair.from())) {
        case SourceAnswer.Pinged(Map<IpAddress, Ping> said) ->
            results.add(new PairPing(pair, said.getOrDefault(pair.to().address(), unsaid())));
        case SourceAnswer.NotAsked(String why) -> notAsked.put(pair.from(), why);
      }
    }
    return new Measured(clusters, results, notAsked, took);
  }

  private Ping unsaid() {
    return new Ping.Silent(pings, "the pod said nothing about this address");
  }

  private static String obstacle(ClusterPair clusters, Function<String, PodListing> listings) {
    Set<String> obstacles = new LinkedHashSet<>();
    for (String cluster : List.of(clusters.from(), clusters.to())) {
      switch (listings.apply(cluster)) {
        case Unavailable(String why) -> obstacles.add(why);
        case Listed(List<ProbePod> found, int unfit) when found.isEmpty() ->
            obstacles.add(noPods(cluster, unfit));
        case Listed _ -> {
          // Not the obstacle.
        }
      }
    }
    return obstacles.isEmpty()
        ? "no second probe pod in " + clusters.to()
        : String.join("; ", obstacles);
  }

  private static String noPods(String cluster, int unfit) {
    String none = "no probe pods in " + cluster;
    return unfit == 0
        ? none + " (label some pods podspan.io/probe=true)"
        : none
            + " ("
            + unfit
            + " have the label, and do not run or have no address of its pod CIDRs)";
  }
}
