package io.podspan.probeservice.measure;

import io.podspan.addresses.IpAddress;
import io.podspan.events.reason.NotMeasured;
import io.podspan.events.reason.PingFailure.NoReply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Clusters of pods, and who does not answer. */
public class FakePods implements Pods {
  public final Map<String, PodListing> listings = new ConcurrentHashMap<>();

  /** Cluster whose pods answer no pod of another cluster. */
  public final Map<String, Boolean> silent = new ConcurrentHashMap<>();

  /** Source pod paths that cannot be asked. */
  public final Map<String, NotMeasured> notAsked = new ConcurrentHashMap<>();

  /** What the ping of a source pod says instead of results, by the pod's path. */
  public final Map<String, String> unusable = new ConcurrentHashMap<>();

  /** Nodes that are not Ready. */
  public final Set<String> notReady = ConcurrentHashMap.newKeySet();

  public final List<String> execs = new CopyOnWriteArrayList<>();
  public final AtomicInteger lists = new AtomicInteger();

  public FakePods has(String cluster, List<ProbePod> pods) {
    listings.put(cluster, new PodListing.Listed(pods, 0));
    return this;
  }

  private final Map<String, AtomicInteger> silentListings = new ConcurrentHashMap<>();

  /** Silent until it has been listed so often, and no longer. */
  public void silentFor(String cluster, int listings) {
    silent.put(cluster, true);
    silentListings.put(cluster, new AtomicInteger(listings));
  }

  @Override
  public PodListing list(String cluster) {
    lists.incrementAndGet();
    AtomicInteger left = silentListings.get(cluster);
    if (left != null && left.getAndDecrement() == 0) {
      silent.remove(cluster);
      silentListings.remove(cluster);
    }
    return listings.getOrDefault(cluster, new PodListing.Listed(List.of(), 0));
  }

  @Override
  public PodListing onNode(String cluster, String node) {
    return listings.getOrDefault(cluster, new PodListing.Listed(List.of(), 0))
            instanceof PodListing.Listed(var pods, var unfit, var lost)
        ? new PodListing.Listed(
            pods.stream().filter(pod -> pod.node().equals(node)).toList(), unfit, lost)
        : listings.get(cluster);
  }

  @Override
  public SourceAnswer ping(String cluster, ProbePod from, List<IpAddress> addresses, int count) {
    execs.add(from.path() + " " + addresses.size());
    if (notAsked.containsKey(from.path())) {
      return new SourceAnswer.NotAsked(notAsked.get(from.path()));
    }
    if (unusable.containsKey(from.path())) {
      String said = unusable.get(from.path());
      return new SourceAnswer.Pinged(
          Map.of(), addresses.stream().collect(Collectors.toMap(a -> a, _ -> said)));
    }
    Map<IpAddress, Ping> pings = new HashMap<>();
    addresses.forEach(address -> pings.put(address, ping(cluster, address, count)));
    return new SourceAnswer.Pinged(pings);
  }

  @Override
  public Set<String> notReady(String cluster, Set<String> nodes) {
    return nodes.stream().filter(notReady::contains).collect(Collectors.toSet());
  }

  private Ping ping(String from, IpAddress address, int count) {
    List<String> silentOwners = new ArrayList<>(silent.keySet());
    boolean answers =
        silent.containsKey(from)
            ? owns(from, address)
            : silentOwners.stream().noneMatch(owner -> owns(owner, address));
    return answers
        ? new Ping.Answered(count, count, new RoundTrip(100, 200, 300))
        : new Ping.Silent(count, new NoReply(count));
  }

  private boolean owns(String cluster, IpAddress address) {
    return listings.get(cluster) instanceof PodListing.Listed listed
        && listed.pods().stream().anyMatch(pod -> pod.address().equals(address));
  }
}
