package io.podspan.console.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.console.Scene;
import io.podspan.events.ClusterState;
import io.podspan.events.IntentEvent;
import io.podspan.events.NodeState;
import io.podspan.events.RouteEntry;
import io.podspan.events.RouteEvent;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandingTest {
  private static final ClusterState PARIS = Scene.CLUSTERS.getFirst();
  private static final NodeState NODE = PARIS.nodes().getFirst();

  private static Standing after(io.podspan.events.Event... events) {
    Standing standing = Standing.nothing();
    MemoryJournal.entries(List.of(events)).forEach(standing::apply);
    return standing;
  }

  @Test
  void keepsTheLastWordAboutASession() {
    Standing standing = after(Scene.up(PARIS, NODE), Scene.lost(PARIS, NODE, "hold timer expired"));
    assertThat(standing.facts(Standing.SESSIONS))
        .singleElement()
        .satisfies(
            slot ->
                assertThat(slot.getValue().event())
                    .isEqualTo(Scene.lost(PARIS, NODE, "hold timer expired")));
  }

  @Test
  void forgetsAMissingRouteWhenItIsRestored() {
    RouteEntry route = new RouteEntry("10.2.0.0/24", "198.18.0.21");
    Standing missing = after(Scene.missing(PARIS, NODE, route, "not injected"));
    assertThat(missing.facts(Standing.MISSING_ROUTES)).hasSize(1);
    Standing restored =
        after(
            Scene.missing(PARIS, NODE, route, "not injected"),
            new RouteEvent.RouteRestored("paris", NODE.name(), route));
    assertThat(restored.facts(Standing.MISSING_ROUTES)).isEmpty();
  }

  @Test
  void knowsTheWorldOfTheIntent() {
    Standing standing = after(Scene.declared().toArray(io.podspan.events.Event[]::new));
    assertThat(standing.world().joinedWith("paris")).containsExactly("london", "tokyo");
    Standing removed =
        after(new IntentEvent.ClusterRegistered(PARIS), new IntentEvent.ClusterRemoved("paris"));
    assertThat(removed.world().clusters()).isEmpty();
  }

  @Test
  void forgetsWhatIsPerishableAndKeepsTheRest() {
    Standing standing = after(Scene.planned(PARIS), Scene.up(PARIS, NODE));
    standing.forgetBefore(Instant.parse("2026-02-01T00:00:00Z"));
    assertThat(standing.facts(Standing.ROLLOUTS)).isEmpty();
    assertThat(standing.facts(Standing.PLANS)).hasSize(1);
    assertThat(standing.facts(Standing.SESSIONS)).hasSize(1);
  }

  @Test
  void skipsAnEventThatANewerVersionWrote() {
    Standing standing = Standing.nothing();
    Entry known = MemoryJournal.entry(2, Scene.configured());
    standing.apply(
        new Entry(
            7,
            known.id(),
            "podspan.weather.changed.v9",
            known.source(),
            known.subject(),
            known.topic(),
            known.time(),
            List.of(),
            "{}"));
    assertThat(standing).isEqualTo(new Standing(java.util.Map.of(), 7));
  }
}
