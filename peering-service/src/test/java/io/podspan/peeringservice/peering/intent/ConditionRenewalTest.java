package io.podspan.peeringservice.peering.intent;

import static io.podspan.peeringservice.peering.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.ReflectorSaid;
import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.conditions.Condition.Status;
import io.podspan.peeringservice.peering.conditions.Condition.Type;
import io.podspan.peeringservice.peering.conditions.DeclaredIntent.SessionKey;
import io.podspan.peeringservice.peering.conditions.Observations.TableReport;
import io.podspan.peeringservice.peering.conditions.Reachability;
import io.podspan.peeringservice.peering.network.ReflectorWord;
import io.podspan.peeringservice.peering.rollout.PeerSession;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConditionRenewalTest {
  private final IntentBench bench = new IntentBench();

  @BeforeEach
  void declared() {
    bench.declare("asia", "paris", "tokyo");
  }

  private void renew() {
    bench.renewal.renew(bench.clock.instant());
  }

  private Status status(Type type) {
    return bench.intent.of("asia").stream()
        .filter(c -> c.type() == type)
        .findFirst()
        .orElseThrow()
        .status();
  }

  private void peersAndRoutes() {
    for (Cluster cluster : List.of(bench.paris, bench.tokyo)) {
      for (Node node : cluster.nodes()) {
        String id = cluster.name() + "/" + node.name();
        bench.observations.session(
            new PeerSession("reflector", node.address(), true, NOON, NOON, ""));
        bench.observations.nodeSessions(id, Map.of("192.0.2.1", "Established"), NOON, NOON);
        bench.observations.nodeRoutes(id, report(2), NOON, NOON);
      }
    }
  }

  @Test
  void conditionsAreStoredAndPublishedOnlyWhenTheyChanged() {
    renew();
    assertThat(bench.announcer.conditions).containsExactly(bench.intent.of("asia"));
    bench.clock.pass(Duration.ofMinutes(1));
    renew();
    assertThat(bench.announcer.conditions).hasSize(1);
    peersAndRoutes();
    renew();
    assertThat(bench.announcer.conditions).hasSize(2);
    assertThat(status(Type.ROUTES_INSTALLED)).isEqualTo(Status.TRUE);
  }

  @Test
  void conditionsOfAReflectorAreToldWhenTheyChangeAndWithdrawnWithIt() {
    ReflectorSaid said = new ReflectorSaid("rr9", "192.0.2.9", 179, 64512, true, null);
    bench.reflectors.declare(said);
    renew();
    renew();
    bench.observations.words.put("rr9", ReflectorWord.of(said.reflector()));
    renew();
    renew();
    bench.reflectors.remove("rr9", Guard.none());

    assertThat(bench.announcer.told)
        .filteredOn(line -> line.startsWith("conditions of reflector"))
        .containsExactly(
            "conditions of reflector rr9 NotHeard",
            "conditions of reflector rr9 Listening",
            "conditions of reflector rr9");
  }

  @Test
  void whatIsReportedOfSomethingThatIsNotDeclaredDisappears() {
    bench.observations.session(new PeerSession("reflector", "192.0.2.99", true, NOON, NOON, ""));
    bench.observations.session(new PeerSession("gone", "198.18.1.1", true, NOON, NOON, ""));
    bench.observations.reachability("paris/lyon", Reachability.REACHABLE, "", NOON);
    bench.observations.nodeRoutes("paris/paris-9", report(2), NOON, NOON);
    peersAndRoutes();
    renew();
    assertThat(bench.observations.sessions.keySet())
        .hasSize(4)
        .doesNotContain(
            new SessionKey("reflector", "192.0.2.99"), new SessionKey("gone", "198.18.1.1"));
    assertThat(bench.observations.pairs).isEmpty();
    assertThat(bench.observations.routes).doesNotContainKey("paris/paris-9");
  }

  @Test
  void aRefreshedClusterThatLostANodeLosesWhatWasObservedOfIt() {
    peersAndRoutes();
    renew();
    bench.api.has(withNodes(bench.tokyo.nodes().subList(0, 1)));
    bench.clusters.refresh("tokyo");
    assertThat(bench.observations.routes).doesNotContainKey("tokyo/tokyo-2");
    assertThat(bench.observations.routers).doesNotContainKey("tokyo/tokyo-2");
    assertThat(bench.observations.sessions)
        .doesNotContainKey(new SessionKey("reflector", bench.tokyo.nodes().getLast().address()));
  }

  @Test
  void routesAreUnknownUntilNodesAreReadAgainAfterAnotherClusterChanged() {
    peersAndRoutes();
    renew();
    Node replaced = Samples.node("tokyo", 3, 9);
    bench.api.has(withNodes(List.of(bench.tokyo.nodes().getFirst(), replaced)));
    bench.clusters.refresh("tokyo");
    renew();
    assertThat(status(Type.ROUTES_INSTALLED)).isEqualTo(Status.UNKNOWN);
  }

  private Cluster withNodes(List<Node> nodes) {
    Cluster tokyo = bench.tokyo;
    return new Cluster(
        tokyo.name(),
        tokyo.cni(),
        tokyo.cniVersion(),
        tokyo.asn(),
        tokyo.podCidrs(),
        tokyo.serviceCidrs(),
        nodes,
        tokyo.access());
  }

  @Test
  void aRemovedClusterLosesWhatWasObservedOfIt() {
    bench.register(Samples.cluster("lyon", 2, Samples.KUBE_ROUTER));
    bench.observations.nodeRoutes("lyon/lyon-1", report(0), NOON, NOON);
    assertThat(bench.clusters.remove("lyon")).isEqualTo(new Clusters.Removed());
    assertThat(bench.observations.routes).isEmpty();
  }

  private static TableReport report(int expected) {
    return new TableReport(List.of(), List.of(), expected, 0);
  }
}
