package io.podspan.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.events.AccessReference;
import io.podspan.events.ClusterState;
import io.podspan.events.Cni;
import io.podspan.events.Event;
import io.podspan.events.IntentEvent;
import io.podspan.events.InterconnectState;
import io.podspan.events.NodeSession;
import io.podspan.events.NodeState;
import io.podspan.events.PeerIdentity;
import io.podspan.events.ProbeEvent;
import io.podspan.events.ProbeEvent.Reachability;
import io.podspan.events.ReflectorState;
import io.podspan.events.RibEvent;
import io.podspan.events.RolloutEvent;
import io.podspan.events.RolloutIdentity;
import io.podspan.events.RouteEntry;
import io.podspan.events.RouteEvent;
import io.podspan.events.SessionEvent;
import io.podspan.events.envelope.EventTypes;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SentencesTest {
  private static final ClusterState PARIS =
      new ClusterState(
          "paris",
          Cni.KUBE_ROUTER,
          "v1.6.0",
          64512,
          List.of("10.1.0.0/16"),
          List.of(),
          List.of(new NodeState("paris-n1", "192.0.2.11", List.of("10.1.1.0/24"))),
          new AccessReference("paris", null));
  private static final InterconnectState EUROPE =
      new InterconnectState(
          "europe",
          1,
          List.of("paris", "london"),
          List.of(new ReflectorState("reflector", "192.0.2.1", 179, 64512)));
  private static final RolloutIdentity ROLLOUT = new RolloutIdentity("r1", "europe", "paris");
  private static final PeerIdentity PEER =
      new PeerIdentity("reflector", "192.0.2.11", "paris", "paris-n1");
  private static final PeerIdentity STRANGER =
      new PeerIdentity("reflector", "192.0.2.99", null, null);
  private static final RouteEntry ROUTE = new RouteEntry("10.2.1.0/24", "192.0.2.21");

  /** One example of every event there is, and what it reads like. */
  private static final Map<Event, String> EXAMPLES =
      Map.ofEntries(
          Map.entry(
              new IntentEvent.ClusterRegistered(PARIS),
              "cluster paris is registered: kube-router, AS 64512, 1 node, pods in 10.1.0.0/16"),
          Map.entry(
              new IntentEvent.ClusterChanged(PARIS),
              "cluster paris has changed: kube-router, AS 64512, 1 node, pods in 10.1.0.0/16"),
          Map.entry(new IntentEvent.ClusterRemoved("paris"), "cluster paris is removed"),
          Map.entry(
              new IntentEvent.InterconnectDeclared(EUROPE),
              "interconnect europe is declared: paris and london through reflector at 192.0.2.1:179"),
          Map.entry(
              new IntentEvent.InterconnectWithdrawn("europe"), "interconnect europe is withdrawn"),
          Map.entry(
              new IntentEvent.InterconnectConditionsChanged("europe", 1, List.of()),
              "interconnect europe has other conditions"),
          Map.entry(
              new RolloutEvent.RolloutPlanned(
                  ROLLOUT,
                  RolloutEvent.Direction.JOIN,
                  "kube-router-flags",
                  List.of("+ --peer-router-ips=192.0.2.1", "+ --peer-router-asns=64512"),
                  List.of("paris-n1", "paris-n2")),
              "paris: plan to join europe on 2 nodes by kube-router-flags:"
                  + " + --peer-router-ips=192.0.2.1; + --peer-router-asns=64512"),
          Map.entry(new RolloutEvent.RolloutStarted(ROLLOUT), "paris: rollout started"),
          Map.entry(
              new RolloutEvent.NodeRestarting(ROLLOUT, "paris-n1", 1, 2, "kube-router-abc"),
              "paris: node paris-n1 (1 of 2) restarts its router, pod kube-router-abc"),
          Map.entry(
              new RolloutEvent.NodeVerified(
                  ROLLOUT, "paris-n1", 1, 2, List.of("session up", "routes"), 2345),
              "paris: node paris-n1 (1 of 2) verified after 2.3 s: session up, routes"),
          Map.entry(
              new RolloutEvent.RolloutPaused(ROLLOUT, null, "Kafka is away", "bring it back"),
              "paris: rollout waits: Kafka is away; bring it back"),
          Map.entry(
              new RolloutEvent.RolloutFailed(ROLLOUT, "paris-n1", "no session", "look at its log"),
              "paris: rollout FAILED at node paris-n1: no session; look at its log"),
          Map.entry(
              new RolloutEvent.RolledBack(ROLLOUT, "no session", List.of("paris-n1")),
              "paris: rolled back on paris-n1: no session"),
          Map.entry(
              new RolloutEvent.RolloutCompleted(ROLLOUT, 2, 5000),
              "paris: rollout completed, 2 nodes in 5.0 s"),
          Map.entry(
              new SessionEvent.SessionEstablished(
                  PEER, 64512, "192.0.2.11", 90, List.of("ipv4-unicast")),
              "BGP session up: paris/paris-n1 (192.0.2.11) with reflector (AS 64512, hold time 90 s)"),
          Map.entry(
              new SessionEvent.SessionLost(PEER, "hold timer expired", 61000),
              "BGP session lost: paris/paris-n1 (192.0.2.11) with reflector after 61.0 s: hold timer expired"),
          Map.entry(
              new SessionEvent.PeerRefused(STRANGER, "not in any interconnect", 3),
              "reflector refused 192.0.2.99: not in any interconnect (3 times)"),
          Map.entry(
              new SessionEvent.PrefixRejected(PEER, "10.9.0.0/16", null, "outside paris"),
              "reflector rejected prefix 10.9.0.0/16 from paris/paris-n1 (192.0.2.11): outside paris"),
          Map.entry(
              new SessionEvent.PrefixLimitReached(PEER, 100),
              "reflector takes no more than 100 prefixes from paris/paris-n1 (192.0.2.11)"),
          Map.entry(
              new SessionEvent.ReflectorConfigured(
                  "reflector", "192.0.2.1", 179, 64512, Map.of("europe", 1L), 4),
              "reflector accepts 4 peers on 192.0.2.1:179 for europe"),
          Map.entry(
              new RibEvent.RoutesReflected("reflector", "paris", List.of(ROUTE), List.of(), 2),
              "reflector reflects routes of paris: 1 announced, 0 withdrawn, 2 in all"),
          Map.entry(
              new RouteEvent.NodeSessionsChanged(
                  "paris",
                  "paris-n1",
                  List.of(new NodeSession("192.0.2.1", 64512, "Established", true))),
              "paris/paris-n1: its router says 192.0.2.1 Established"),
          Map.entry(
              new RouteEvent.NodeRoutesChanged(
                  "paris", "paris-n1", List.of(), List.of(ROUTE), 4, 1),
              "paris/paris-n1: 3 of 4 routes to other clusters are in the kernel"),
          Map.entry(
              new RouteEvent.RouteMissing(
                  "paris", "paris-n1", ROUTE, RouteEvent.Table.FIB, "the session is down"),
              "paris/paris-n1: route 10.2.1.0/24 via 192.0.2.21 is missing in the kernel: the session is down"),
          Map.entry(
              new RouteEvent.RouteRestored("paris", "paris-n1", ROUTE),
              "paris/paris-n1: route 10.2.1.0/24 via 192.0.2.21 is there"),
          Map.entry(
              new ProbeEvent.ReachabilityChanged(
                  "paris",
                  "london",
                  Reachability.UNREACHABLE,
                  Reachability.REACHABLE,
                  16,
                  16,
                  "all pods answer"),
              "pods of paris -> london: reachable, 16 of 16 pairs (all pods answer)"),
          Map.entry(
              new ProbeEvent.ProbeRound(
                  "paris", "london", 7, 16, 16, 100L, 250L, 900L, List.of(), 40),
              "pings paris -> london, round 7: 16 of 16 pairs answer, 0.25 ms on average"));

  static Stream<Map.Entry<Event, String>> examples() {
    return EXAMPLES.entrySet().stream();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void saysEachEventInPlainWords(Map.Entry<Event, String> example) {
    assertThat(Sentences.of(example.getKey())).isEqualTo(example.getValue()).hasLineCount(1);
  }

  @Test
  void hasAnExampleOfEveryEventThereIs() {
    assertThat(EXAMPLES.keySet().stream().map(Event::getClass).collect(Collectors.toSet()))
        .containsExactlyInAnyOrderElementsOf(EventTypes.all().values());
  }
}
