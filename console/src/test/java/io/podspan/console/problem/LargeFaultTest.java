package io.podspan.console.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.podspan.events.reason.OriginReason;
import io.podspan.events.reason.RouteReason;
import io.podspan.events.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The next look comes half a second later: a large fault may not take minutes. */
class LargeFaultTest {
  private static final int NODES = 100;
  private static final int ROUTES = 1_500;
  private static final Instant SINCE = Instant.parse("2026-01-01T00:00:00Z");

  private static NodeName paris(int number) {
    return new NodeName("paris", "paris-" + number);
  }

  private static NodeName london(int number) {
    return new NodeName("london", "london-" + number);
  }

  private static Symptom missing(NodeName node, NodeName origin, int number, RouteReason why) {
    String prefix = "10.2." + number / 256 + "." + number % 256 + "/32";
    return new Symptom.MissingRoute(node, prefix, origin, why, why.code(), SINCE);
  }

  private static List<Symptom> routes(RouteReason why) {
    List<Symptom> symptoms = new ArrayList<>();
    for (int node = 0; node < NODES; node++) {
      for (int route = 0; route < ROUTES; route++) {
        symptoms.add(missing(paris(node), london(route), route, why));
      }
    }
    return symptoms;
  }

  private static Expected expected() {
    SortedMap<String, SortedSet<NodeName>> nodes = new TreeMap<>();
    for (int node = 0; node < NODES; node++) {
      nodes.computeIfAbsent("paris", _ -> new TreeSet<>()).add(paris(node));
    }
    return new Expected(World.EMPTY, nodes);
  }

  private static Remaining inTime(List<Symptom> symptoms, Consumer<Remaining> step) {
    return assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          Remaining remaining = new Remaining(symptoms);
          step.accept(remaining);
          return remaining;
        });
  }

  @Test
  void allRoutesOfManyNodes() {
    Remaining remaining = inTime(routes(new RouteReason.NotInstalled()), RouteCauses::of);

    assertThat(remaining.causes())
        .singleElement()
        .satisfies(cause -> assertThat(cause.symptoms()).hasSize(NODES * ROUTES));
  }

  @Test
  void manyInterfacesThatAreDown() {
    RouteReason down =
        new RouteReason.InterfaceDown("198.18.0.9", "eth0", RouteReason.InterfaceDown.DOWN);
    Remaining remaining = inTime(routes(down), NodeCauses::of);

    assertThat(remaining.causes()).hasSize(NODES);
  }

  @Test
  void manyNodesWithoutTheirSession() {
    List<Symptom> symptoms = new ArrayList<>();
    for (int node = 0; node < NODES; node++) {
      RouteReason none =
          new OriginReason.NoSession("reflector", "paris", paris(node).node(), null, null);
      for (int other = 0; other < ROUTES; other++) {
        symptoms.add(missing(london(other), paris(node), node, none));
      }
    }
    Remaining remaining = inTime(symptoms, left -> SessionCauses.of(left, expected()));

    assertThat(remaining.causes()).hasSize(NODES);
  }

  @Test
  void manyPairsOfNodes() {
    List<Symptom> symptoms = new ArrayList<>();
    for (int node = 0; node < NODES; node++) {
      for (int other = 0; other < ROUTES; other++) {
        symptoms.add(new Symptom.FailingPair(paris(node), london(other), 1, 0, "", SINCE, SINCE));
      }
    }
    Remaining remaining = inTime(symptoms, left -> PairCauses.of(left, expected()));

    assertThat(remaining.causes()).hasSize(1);
  }
}
