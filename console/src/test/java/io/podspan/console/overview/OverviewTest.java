package io.podspan.console.overview;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.console.Scene;
import io.podspan.console.journal.Freshness;
import io.podspan.console.journal.MemoryJournal;
import io.podspan.console.journal.Projection;
import io.podspan.events.ClusterState;
import io.podspan.events.ConditionState;
import io.podspan.events.Event;
import io.podspan.events.IntentEvent;
import io.podspan.events.NodeState;
import io.podspan.events.PeerIdentity;
import io.podspan.events.ProbeEvent.Reachability;
import io.podspan.events.ReflectorSpec;
import io.podspan.events.RolloutEvent;
import io.podspan.events.RouteEvent;
import io.podspan.events.SessionEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverviewTest {
  private static final ClusterState PARIS = Scene.CLUSTERS.getFirst();
  private static final Freshness CURRENT = new Freshness(Freshness.State.CURRENT, 0, Scene.START);
  private static final NodeState NODE = PARIS.nodes().getFirst();

  private static Overview after(List<Event> events, Event... more) {
    List<Event> all = new ArrayList<>(events);
    all.addAll(List.of(more));
    Projection projection = Projection.empty();
    MemoryJournal.entries(all).forEach(projection::apply);
    return Overview.of(projection, CURRENT);
  }

  @Test
  void isEmptyAfterNothing() {
    assertThat(after(List.of()))
        .isEqualTo(
            new Overview(
                0, CURRENT, List.of(), List.of(), List.of(), List.of(), List.of(), List.of()));
  }

  @Test
  void awaitsEverySessionThatTheIntentWants() {
    assertThat(after(Scene.declared()).sessions())
        .hasSize(6)
        .allSatisfy(s -> assertThat(s.state()).isEqualTo(SessionView.State.AWAITED));
  }

  @Test
  void expectsNothingOfANodeThatIsLeftOutAndSaysWhy() {
    NodeState out =
        new NodeState(
            NODE.name(), NODE.address(), NODE.podCidrs(), "The node paris-1 is not Ready.");
    Overview overview = after(Scene.declared(), new IntentEvent.NodeChanged(PARIS.name(), out));
    assertThat(overview.sessions())
        .hasSize(5)
        .noneMatch(session -> NODE.name().equals(session.node()));
    assertThat(overview.clusters())
        .flatExtracting(ClusterView::nodes)
        .filteredOn(node -> node.leftOut() != null)
        .singleElement()
        .satisfies(
            node -> {
              assertThat(node.leftOut()).isEqualTo("The node paris-1 is not Ready.");
              assertThat(node.expectedRoutes()).isZero();
            });
  }

  @Test
  void hasNoConditionsBeforeTheirOwnerHasSpoken() {
    assertThat(after(Scene.declared()).interconnects().getFirst().conditions()).isEmpty();
  }

  @Test
  void showsTheConditionsExactlyAsTheirOwnerSaysThem() {
    Event said = Scene.conditions("Unknown", "ExecForbidden", "The API server forbids exec.");
    assertThat(after(Scene.whole(), said).interconnects().getFirst().conditions())
        .isEqualTo(((IntentEvent.InterconnectConditionsChanged) said).conditions());
  }

  @Test
  void doesNotJudgeByItself() {
    Overview overview = after(Scene.whole(), Scene.nodeSessions(PARIS, NODE, "Active"));
    assertThat(overview.interconnects().getFirst().conditions())
        .allSatisfy(condition -> assertThat(condition.status()).isEqualTo("True"));
  }

  @Test
  void aStrangerWhoIsRefusedIsShownBesideTheOthers() {
    Overview overview =
        after(
            Scene.whole(),
            new SessionEvent.PeerRefused(
                new PeerIdentity("reflector", "203.0.113.9", null, null), "not a known peer", 3));
    assertThat(overview.sessions())
        .hasSize(7)
        .last()
        .satisfies(session -> assertThat(session.address()).isEqualTo("203.0.113.9"));
  }

  @Test
  void showsOfAWithdrawnInterconnectNothing() {
    Overview overview = after(Scene.whole(), new IntentEvent.InterconnectWithdrawn("demo"));
    assertThat(overview.matrix()).isEmpty();
    assertThat(overview.interconnects()).isEmpty();
    assertThat(overview.sessions()).isEmpty();
    assertThat(overview.reflectors()).isEmpty();
    assertThat(overview.clusters())
        .flatExtracting(ClusterView::nodes)
        .allSatisfy(
            node -> {
              assertThat(node.missingRoutes()).isNull();
              assertThat(node.sessions()).isNull();
            });
  }

  @Test
  void showsADeclaredReflectorThatNoInterconnectHasUntilItIsForgotten() {
    IntentEvent declared =
        new IntentEvent.ReflectorDeclared(
            new ReflectorSpec("rr9", "192.0.2.9", 179, 64512, true, null));
    assertThat(after(List.of(), declared).reflectors())
        .singleElement()
        .satisfies(
            reflector -> {
              assertThat(reflector.address()).isEqualTo("192.0.2.9");
              assertThat(reflector.peers()).isNull();
            });
    assertThat(after(List.of(declared), new IntentEvent.ReflectorRemoved("rr9")).reflectors())
        .isEmpty();
  }

  @Test
  void showsTheConditionsOfADeclaredReflectorUntilItIsForgotten() {
    IntentEvent declared =
        new IntentEvent.ReflectorDeclared(
            new ReflectorSpec("rr9", "192.0.2.9", 179, 64512, true, null));
    ConditionState ready =
        new ConditionState(
            "Ready", "False", "ListenMismatch", "It listens elsewhere.", Scene.START);
    IntentEvent told = new IntentEvent.ReflectorConditionsChanged("rr9", List.of(ready));

    assertThat(after(List.of(declared), told).reflectors())
        .singleElement()
        .satisfies(reflector -> assertThat(reflector.conditions()).containsExactly(ready));
    assertThat(
            after(
                    List.of(declared, told),
                    new IntentEvent.ReflectorConditionsChanged("rr9", List.of()))
                .reflectors())
        .singleElement()
        .satisfies(reflector -> assertThat(reflector.conditions()).isEmpty());
  }

  @Test
  void ofANodeThatCannotBeReadItSaysWhy() {
    Overview overview =
        after(Scene.whole(), new RouteEvent.NodeRead("paris", "paris-1", false, "exec is refused"));
    assertThat(overview.clusters())
        .flatExtracting(ClusterView::nodes)
        .filteredOn(node -> node.unread() != null)
        .singleElement()
        .satisfies(node -> assertThat(node.name()).isEqualTo("paris-1"))
        .satisfies(node -> assertThat(node.unread()).isEqualTo("exec is refused"));
  }

  @Test
  void saysThatTheJournalIsBehind() {
    Freshness behind = new Freshness(Freshness.State.BEHIND, 700, Scene.START);
    assertThat(Overview.of(Projection.empty(), CURRENT).with(behind).journal()).isEqualTo(behind);
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
  void showsAnEstablishedSessionWhoseNodeHasCeasedToAnswer() {
    assertThat(after(Scene.whole(), Scene.stalled(PARIS, NODE)).sessions())
        .filteredOn(s -> s.state() == SessionView.State.STALLED)
        .singleElement()
        .satisfies(
            s -> {
              assertThat(s.reason())
                  .isEqualTo("the node has ceased to answer: nothing has come from it for 6.2 s");
              assertThat(s.nextStep()).contains("packet filter");
            });
    assertThat(
            after(Scene.whole(), Scene.stalled(PARIS, NODE), Scene.resumed(PARIS, NODE)).sessions())
        .allSatisfy(s -> assertThat(s.state()).isEqualTo(SessionView.State.ESTABLISHED));
  }

  @Test
  void saysOfWhichSessionsNobodyKnowsWhetherTheyAnswer() {
    Event unwatched =
        new SessionEvent.SessionEstablished(
            Scene.peer(PARIS, NODE), 64512, NODE.address(), 0, List.of("ipv4-unicast"), false);
    assertThat(after(Scene.whole(), unwatched).sessions())
        .filteredOn(s -> Boolean.FALSE.equals(s.probed()))
        .hasSize(1);
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

  @Test
  void aCompleteRolloutShowsTheNodesThatItWentWithout() {
    List<Event> begun = List.of(Scene.planned(PARIS), Scene.verified(PARIS, 1));
    RolloutEvent completed =
        new RolloutEvent.RolloutCompleted(
            Scene.rollout(PARIS), 2, 5_200, 1, List.of(), List.of(PARIS.nodes().getLast().name()));
    assertThat(after(begun, completed).rollouts().getFirst().steps())
        .extracting(RolloutView.Step::state)
        .containsExactly("verified", "gone");
  }

  @Test
  void aRolloutThatWentBackShowsTheNodesThatAreGone() {
    List<Event> begun = List.of(Scene.planned(PARIS), Scene.verified(PARIS, 1));
    RolloutEvent back =
        new RolloutEvent.RolledBack(
            Scene.rollout(PARIS),
            "no session",
            List.of(PARIS.nodes().getFirst().name()),
            List.of(PARIS.nodes().getLast().name()));
    assertThat(after(begun, back).rollouts().getFirst().steps())
        .extracting(RolloutView.Step::state)
        .containsExactly("rolled back", "gone");
  }
}
