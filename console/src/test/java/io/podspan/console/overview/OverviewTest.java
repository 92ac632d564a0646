package io.podspan.console.overview;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.console.Scene;
import io.podspan.console.journal.MemoryJournal;
import io.podspan.console.journal.Standing;
import io.podspan.events.ClusterState;
import io.podspan.events.Event;
import io.podspan.events.NodeState;
import io.podspan.events.ProbeEvent.Reachability;
import io.podspan.events.RolloutEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverviewTest {
  private static final ClusterState PARIS = Scene.CLUSTERS.getFirst();
  private static final NodeState NODE = PARIS.nodes().getFirst();

  private static Overview after(List<Event> events, Event... more) {
    List<Event> all = new ArrayList<>(events);
    all.addAll(List.of(more));
    Standing standing = Standing.nothing();
    MemoryJournal.entries(all).forEach(standing::apply);
    return Overview.of(standing);
  }

  private static List<String> met(Overview overview) {
    return overview.interconnects().getFirst().conditions().stream()
        .filter(Condition::met)
        .map(Condition::type)
        .toList();
  }

  @Test
  void isEmptyAfterNothing() {
    assertThat(after(List.of()))
        .isEqualTo(
            new Overview(0, List.of(), List.of(), List.of(), List.of(), List.of(), List.of()));
  }

  @Test
  void awaitsEverySessionThatTheIntentWants() {
    assertThat(after(Scene.declared()).sessions())
        .hasSize(6)
        .allSatisfy(s -> assertThat(s.state()).isEqualTo(SessionView.State.AWAITED));
  }

  @Test
  void isReadyWhenEverythingHasBeenSaid() {
    assertThat(met(after(Scene.whole())))
        .containsExactly(
            "Planned", "Configured", "Peered", "RoutesInstalled", "Reachable", "Ready");
  }

  @Test
  void isNotPeeredWhenOneEndSaysThatItIsDown() {
    Overview overview = after(Scene.whole(), Scene.nodeSessions(PARIS, NODE, "Active"));
    assertThat(met(overview)).doesNotContain("Peered", "Ready").contains("Reachable");
    assertThat(overview.interconnects().getFirst().conditions().getLast().message())
        .isEqualTo("waits for Peered: 5 of 6 sessions established");
  }

  @Test
  void showsWhyASessionIsLost() {
    Overview overview = after(Scene.whole(), Scene.lost(PARIS, NODE, "hold timer expired"));
    assertThat(overview.sessions())
        .filteredOn(s -> s.state() == SessionView.State.LOST)
        .singleElement()
        .satisfies(s -> assertThat(s.reason()).isEqualTo("hold timer expired"));
  }

  @Test
  void hasACellForEveryDirection() {
    assertThat(
            after(Scene.whole(), Scene.reachability("paris", "tokyo", Reachability.PARTIAL, 8))
                .matrix())
        .hasSize(6)
        .filteredOn(cell -> cell.state() != Reachability.REACHABLE)
        .singleElement()
        .satisfies(cell -> assertThat(cell.from() + cell.to()).isEqualTo("paristokyo"));
  }

  @Test
  void tellsARolloutStepByStep() {
    List<Event> begun = List.of(Scene.planned(PARIS), Scene.restarting(PARIS, 1));
    RolloutView running = after(begun).rollouts().getFirst();
    assertThat(running.state()).isEqualTo(RolloutView.State.RUNNING);
    assertThat(running.steps())
        .extracting(RolloutView.Step::state)
        .containsExactly("restarting", "waiting");
    RolloutView failed =
        after(
                begun,
                new RolloutEvent.RolloutFailed(
                    Scene.rollout(PARIS), NODE.name(), "no session in 30 s", "look at its log"))
            .rollouts()
            .getFirst();
    assertThat(failed.reason()).isEqualTo("no session in 30 s");
    assertThat(failed.steps().getFirst().state()).isEqualTo("failed");
  }
}
