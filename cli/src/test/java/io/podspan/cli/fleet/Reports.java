package io.podspan.cli.fleet;

import static java.util.stream.Collectors.toSet;

import io.podspan.events.Event;
import io.podspan.events.NodeReach;
import io.podspan.events.NodeSession;
import io.podspan.events.PeerIdentity;
import io.podspan.events.ProbeEvent;
import io.podspan.events.RouteEntry;
import io.podspan.events.RouteEvent;
import io.podspan.events.SessionEvent;
import io.podspan.events.envelope.Envelope;
import io.podspan.events.envelope.EventCodec;
import io.podspan.events.outbox.OrderedDelivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * What a reflector, a route-collector and a probe-service say on Kafka, at once: the gates wait for
 * nobody else.
 *
 * <p>A node has all routes of its interconnect from the beginning, so its table is told once. That
 * it was looked at, and that its pods answer, is told every 100 ms from its turn on until its
 * rollout has verified it: only what was measured after that counts.
 */
final class Reports implements AutoCloseable {
  static final String NAME = "reflector";
  private static final long ASN = 64512;
  private static final long LOOK_MILLIS = 100;
  private static final long PROBE_MILLIS = 250;

  private final KafkaProducer<String, byte[]> producer;
  private final Map<String, List<SimulatedNode>> tables = new ConcurrentHashMap<>();
  private final Map<String, Set<String>> others = new ConcurrentHashMap<>();
  private final Map<String, SimulatedNode> firsts = new ConcurrentHashMap<>();
  private final Map<String, SimulatedNode> nodes = new ConcurrentHashMap<>();
  private final Map<String, SimulatedNode> looked = new ConcurrentHashMap<>();
  private final Map<String, Long> revisions = new HashMap<>();
  private final ScheduledExecutorService collector =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());

  Reports(String bootstrapServers) {
    Map<String, Object> settings = new HashMap<>(OrderedDelivery.SETTINGS);
    settings.put("bootstrap.servers", bootstrapServers);
    settings.put("linger.ms", 2);
    this.producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    collector.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    collector.scheduleWithFixedDelay(
        this::probe, PROBE_MILLIS, PROBE_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Nodes of these clusters are to have the routes of all the others. */
  void joins(List<String> clusters, Map<String, SimulatedCluster> all) {
    for (String cluster : clusters) {
      List<SimulatedNode> others =
          clusters.stream()
              .filter(other -> !other.equals(cluster))
              .flatMap(other -> nodes(all.get(other)).stream())
              .toList();
      tables.put(cluster, others);
      this.others.put(
          cluster, clusters.stream().filter(other -> !other.equals(cluster)).collect(toSet()));
      nodes(all.get(cluster)).forEach(node -> nodes.put(node.name(), node));
    }
  }

  private static List<SimulatedNode> nodes(SimulatedCluster cluster) {
    return StreamSupport.stream(cluster.nodes().spliterator(), false).toList();
  }

  /** The reflector has taken this interconnect over. */
  void configured(String interconnect, long revision) {
    revisions.put(interconnect, revision);
    say(
        new SessionEvent.ReflectorConfigured(
            NAME, Objects.REFLECTOR, 179, ASN, Map.copyOf(revisions), revisions.size()));
  }

  void stopped(SimulatedNode node) {
    say(new SessionEvent.SessionLost(peer(node), "peer closed the connection", 1));
    say(new SessionEvent.PeerRoutesChanged(peer(node), false, false, List.of(), 0, List.of()));
  }

  void started(SimulatedNode node) {
    say(
        new SessionEvent.SessionEstablished(
            peer(node), ASN, node.address(), 90, List.of("ipv4-unicast")));
    say(
        new SessionEvent.PeerRoutesChanged(
            peer(node), true, false, List.of("ipv4-unicast"), 1, List.of(node.podCidr())));
    say(
        new RouteEvent.NodeSessionsChanged(
            node.cluster(),
            node.name(),
            List.of(new NodeSession(Objects.REFLECTOR, ASN, "Established", true)),
            null));
    List<RouteEntry> routes =
        tables.getOrDefault(node.cluster(), List.of()).stream()
            .map(other -> new RouteEntry(other.podCidr(), other.address()))
            .toList();
    say(
        new RouteEvent.NodeRoutesChanged(
            node.cluster(), node.name(), routes, routes, routes.size(), 0));
    look(node);
    looked.put(node.name(), node);
  }

  /** Its router runs without the reflector from now on. */
  void left(SimulatedNode node) {
    firsts.remove(node.cluster(), node);
    look(node);
    looked.put(node.name(), node);
  }

  /**
   * One round for each two clusters of which one has a node whose turn it is: its pods and those of
   * a node of each other cluster that has joined reach each other.
   */
  private void probe() {
    Map<List<String>, List<NodeReach>> rounds = new HashMap<>();
    for (SimulatedNode node : looked.values()) {
      for (String other : others.getOrDefault(node.cluster(), Set.of())) {
        SimulatedNode joined = firsts.get(other);
        if (joined != null) {
          reach(rounds, node, joined);
          reach(rounds, joined, node);
        }
      }
    }
    rounds.forEach((clusters, nodes) -> round(clusters.get(0), clusters.get(1), nodes));
  }

  private static void reach(
      Map<List<String>, List<NodeReach>> rounds, SimulatedNode from, SimulatedNode to) {
    rounds
        .computeIfAbsent(List.of(from.cluster(), to.cluster()), _ -> new ArrayList<>())
        .add(new NodeReach(from.name(), to.name(), 1, 1));
  }

  private void round(String from, String to, List<NodeReach> nodes) {
    int pairs = nodes.size();
    say(
        new ProbeEvent.ProbeRound(
            from, to, pairs, pairs, pairs, 200L, 200L, 200L, List.of(), 0, nodes));
  }

  /** Its turn has begun. A router that has what it is to have is not started again. */
  void turn(String node) {
    looked.put(node, java.util.Objects.requireNonNull(nodes.get(node)));
  }

  /** Nobody waits for a look at it any more. */
  void verified(String node) {
    SimulatedNode joined = nodes.get(node);
    if (joined != null) {
      firsts.putIfAbsent(joined.cluster(), joined);
    }
    looked.remove(node);
  }

  private void look() {
    looked.values().forEach(this::look);
  }

  private void look(SimulatedNode node) {
    say(new RouteEvent.NodeRead(node.cluster(), node.name(), true, ""));
  }

  private static PeerIdentity peer(SimulatedNode node) {
    return new PeerIdentity(NAME, node.address(), node.cluster(), node.name());
  }

  private void say(Event event) {
    producer.send(EventCodec.record(Envelope.of("/podspan/bench", Instant.now(), event)));
  }

  @Override
  public void close() {
    collector.shutdownNow();
    producer.close(Duration.ofSeconds(1));
  }
}
