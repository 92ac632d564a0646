package io.podspan.console.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.console.Scene;
import io.podspan.events.ClusterState;
import io.podspan.events.Event;
import io.podspan.events.IntentEvent;
import io.podspan.events.InterconnectState;
import io.podspan.events.NodeState;
import io.podspan.events.ProbeEvent.Reachability;
import io.podspan.events.RouteEntry;
import io.podspan.events.RouteEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProjectionTest {
  private static final ClusterState PARIS = Scene.CLUSTERS.getFirst();
  private static final NodeState NODE = PARIS.nodes().getFirst();

  private static Projection after(Event... events) {
    Projection projection = Projection.empty();
    MemoryJournal.entries(List.of(events)).forEach(projection::apply);
    return projection;
  }

  @Test
  void keepsTheLastWordAboutASession() {
    Projection projection =
        after(Scene.up(PARIS, NODE), Scene.lost(PARIS, NODE, "hold timer expired"));
    assertThat(projection.facts(Projection.SESSIONS)).isEmpty();
    assertThat(projection.facts(Projection.LOSSES))
        .singleElement()
        .satisfies(
            slot ->
                assertThat(slot.getValue().event())
                    .isEqualTo(Scene.lost(PARIS, NODE, "hold timer expired")));
  }

  @Test
  void aStallEndsWithAnAnswerWithTheSessionAndWithTheNextOne() {
    assertThat(after(Scene.up(PARIS, NODE), Scene.stalled(PARIS, NODE)).facts(Projection.STALLS))
        .hasSize(1);
    for (Event end :
        List.of(
            Scene.resumed(PARIS, NODE),
            Scene.lost(PARIS, NODE, "hold timer expired"),
            Scene.up(PARIS, NODE))) {
      assertThat(
              after(Scene.up(PARIS, NODE), Scene.stalled(PARIS, NODE), end)
                  .facts(Projection.STALLS))
          .isEmpty();
    }
  }

  @Test
  void forgetsAMissingRouteWhenItIsRestored() {
    RouteEntry route = new RouteEntry("10.2.0.0/24", "198.18.0.21");
    Projection missing = after(Scene.missing(PARIS, NODE, route, "not injected"));
    assertThat(missing.facts(Projection.MISSING_ROUTES)).hasSize(1);
    Projection restored =
        after(
            Scene.missing(PARIS, NODE, route, "not injected"),
            new RouteEvent.RouteRestored("paris", NODE.name(), route));
    assertThat(restored.facts(Projection.MISSING_ROUTES)).isEmpty();
  }

  @Test
  void knowsTheWorldOfTheIntent() {
    Projection projection = after(Scene.declared().toArray(Event[]::new));
    assertThat(projection.world().joinedWith("paris")).containsExactly("london", "tokyo");
    Projection removed =
        after(new IntentEvent.ClusterRegisteredV1(PARIS), new IntentEvent.ClusterRemoved("paris"));
    assertThat(removed.world().clusters()).isEmpty();
  }

  @Test
  void forgetsWhatIsPerishableAndKeepsTheRest() {
    Projection projection = after(Scene.planned(PARIS), Scene.up(PARIS, NODE));
    projection.forgetBefore(Instant.parse("2026-02-01T00:00:00Z"));
    assertThat(projection.facts(Projection.ROLLOUTS)).isEmpty();
    assertThat(projection.facts(Projection.SESSIONS)).hasSize(1);
  }

  @Test
  void skipsAnEventThatANewerVersionWrote() {
    Projection projection = Projection.empty();
    Entry known = MemoryJournal.entry(2, Scene.configured());
    projection.apply(
        new Entry(
            7,
            known.id(),
            "podspan.weather.changed.v9",
            known.source(),
            known.subject(),
            known.topic(),
            known.time(),
            List.of(),
            "{}",
            null));
    assertThat(projection).isEqualTo(new Projection(Map.of(), 7));
  }

  /** What an interconnect left in the projection: slots of pairs, sessions, nodes, routes. */
  private static List<String> evidence(Projection projection) {
    return projection
        .facts("")
        .map(Map.Entry::getKey)
        .filter(
            slot ->
                !slot.startsWith(Projection.ROLLOUTS)
                    && !slot.startsWith(Projection.CLUSTERS)
                    && !slot.startsWith(Projection.REFLECTORS))
        .toList();
  }

  private static Event[] whole(Event... more) {
    List<Event> events = new ArrayList<>(Scene.whole());
    events.addAll(List.of(more));
    return events.toArray(Event[]::new);
  }

  @Test
  void aWithdrawnInterconnectLeavesNoEvidence() {
    assertThat(evidence(after(whole(new IntentEvent.InterconnectWithdrawn("demo"))))).isEmpty();
  }

  @Test
  void aRemovedClusterTakesItsPairsSessionsAndNodesAlong() {
    Projection projection = after(whole(new IntentEvent.ClusterRemoved("paris")));
    assertThat(evidence(projection))
        .isNotEmpty()
        .noneMatch(slot -> slot.contains("paris") || slot.contains(NODE.address()));
  }

  @Test
  void aNodeThatIsGoneTakesItsSessionAndRoutesAlong() {
    ClusterState without =
        new ClusterState(
            PARIS.name(),
            PARIS.cni(),
            PARIS.cniVersion(),
            PARIS.asn(),
            PARIS.podCidrs(),
            PARIS.serviceCidrs(),
            List.of(PARIS.nodes().getLast()),
            PARIS.access());
    Projection projection = after(whole(new IntentEvent.ClusterChangedV1(without)));
    assertThat(evidence(projection))
        .noneMatch(slot -> slot.contains(NODE.name()) || slot.endsWith("/" + NODE.address()))
        .contains(
            Projection.SESSIONS + "reflector/" + PARIS.nodes().getLast().address(),
            Projection.REACHABILITIES + "paris/tokyo");
  }

  @Test
  void aPairThatAnotherInterconnectJoinsKeepsItsEvidence() {
    IntentEvent second =
        new IntentEvent.InterconnectDeclared(
            new InterconnectState(
                "second", 1, List.of("paris", "tokyo"), List.of(Scene.REFLECTOR)));
    Projection projection = after(whole(second, new IntentEvent.InterconnectWithdrawn("demo")));
    assertThat(evidence(projection))
        .contains(
            Projection.REACHABILITIES + "paris/tokyo", Projection.PROBE_ROUNDS + "tokyo/paris")
        .noneMatch(slot -> slot.contains("london"));
  }

  @Test
  void whatArrivesLateOfAFormerInterconnectIsNoEvidenceOfTheNextOne() {
    Event late = Scene.reachability("paris", "tokyo", Reachability.PARTIAL, 4);
    Projection withdrawn = after(whole(new IntentEvent.InterconnectWithdrawn("demo"), late));
    assertThat(withdrawn.covered(Projection.REACHABILITIES + "paris/tokyo")).isEmpty();
    Projection again =
        after(
            whole(
                new IntentEvent.InterconnectWithdrawn("demo"),
                late,
                new IntentEvent.InterconnectDeclared(Scene.EUROPE_ASIA)));
    assertThat(again.fact(Projection.REACHABILITIES + "paris/tokyo")).isEmpty();
  }

  @Test
  void aSessionThatIsUpBeforeItsInterconnectIsDeclaredStaysUp() {
    List<Event> events = new ArrayList<>();
    events.add(Scene.up(PARIS, NODE));
    events.addAll(Scene.declared());
    Projection projection = after(events.toArray(Event[]::new));
    assertThat(projection.covered(Projection.SESSIONS + "reflector/" + NODE.address())).isPresent();
  }
}
