package io.podspan.console.problem;

import static io.podspan.console.problem.Faults.L1;
import static io.podspan.console.problem.Faults.P1;
import static io.podspan.console.problem.Faults.PARIS;
import static io.podspan.console.problem.Faults.between;
import static io.podspan.console.problem.Faults.missing;
import static io.podspan.console.problem.Faults.pings;
import static io.podspan.console.problem.Faults.restored;
import static io.podspan.console.problem.Faults.routeDeleted;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.console.Scene;
import io.podspan.console.journal.Attendance;
import io.podspan.console.journal.MemoryJournal;
import io.podspan.console.journal.Projection;
import io.podspan.events.Event;
import io.podspan.events.NodeState;
import io.podspan.events.reason.OriginReason;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProblemBookTest {
  private final Projection projection = Projection.empty();
  private final Attendance attendance = new Attendance();
  private final ProblemBook book = new ProblemBook(attendance);
  private Set<String> ended = Set.of();
  private long second;

  @BeforeEach
  void allIsWell() {
    happen(Scene.whole());
    assertThat(after(1)).isEmpty();
  }

  private void happen(List<Event> events) {
    for (Event event : events) {
      second++;
      projection.apply(MemoryJournal.entry(second, event));
    }
  }

  /** The kinds of the problems so many seconds later, looked at each second. */
  private List<Kind> after(int seconds) {
    Problems last = book.now();
    for (int i = 0; i < seconds; i++) {
      second++;
      last = book.look(projection, Scene.START.plusSeconds(second));
    }
    return last.problems().stream().map(Problem::kind).toList();
  }

  @Test
  void aMissingRouteIsToldAfterTwoSeconds() {
    happen(routeDeleted(P1, L1));
    assertThat(after(1)).isEmpty();
    assertThat(book.now().settling()).hasSize(1);
    assertThat(after(2)).containsExactly(Kind.ROUTE);
  }

  @Test
  void aRouterThatRestartsIsNone() {
    happen(List.of(Scene.lost(PARIS, P1, "the peer closed the connection")));
    assertThat(after(10)).isEmpty();
    happen(List.of(Scene.up(PARIS, P1)));
    assertThat(after(10)).isEmpty();
  }

  @Test
  void aSessionThatIsLostWithRoutesIsToldLikeARoute() {
    happen(List.of(Scene.lost(PARIS, P1, "hold timer expired")));
    assertThat(after(3)).isEmpty();
    happen(
        List.of(
            missing(
                L1, P1, new OriginReason.NoSession("reflector", "paris", "paris-1", null, null))));
    assertThat(after(1)).containsExactly(Kind.SESSION);
  }

  @Test
  void aProblemClosesSomeSecondsAfterItsLastSymptom() {
    happen(routeDeleted(P1, L1));
    after(3);
    happen(List.of(restored(P1, L1)));
    assertThat(after(5)).containsExactly(Kind.ROUTE);
    assertThat(after(2)).isEmpty();
  }

  @Test
  void aProblemThatComesBackMeanwhileIsTheSame() {
    happen(routeDeleted(P1, L1));
    after(3);
    happen(List.of(restored(P1, L1)));
    after(2);
    happen(routeDeleted(P1, L1));
    assertThat(after(1)).containsExactly(Kind.ROUTE);
    assertThat(after(10)).containsExactly(Kind.ROUTE);
  }

  @Test
  void itStaysUntilPodsWereMeasuredAgain() {
    happen(routeDeleted(P1, L1));
    happen(pings(between(P1, L1)));
    after(3);
    happen(List.of(restored(P1, L1)));
    assertThat(after(12)).containsExactly(Kind.ROUTE);
    happen(pings((a, b) -> false));
    assertThat(after(2)).isEmpty();
  }

  @Test
  void aRestartedConsoleFindsTheSameAtOnce() {
    happen(routeDeleted(P1, L1));
    happen(pings(between(P1, L1)));
    after(5);
    Problems again = new ProblemBook(attendance).look(projection, Scene.START.plusSeconds(second));
    assertThat(again.problems()).isEqualTo(book.now().problems());
  }

  @Test
  void nodesThatComeBackOneByOneAreTheSameProblem() {
    happen(Faults.reflectorKilled());
    assertThat(after(4)).containsExactly(Kind.REFLECTOR);
    for (NodeState node : Faults.all()) {
      assertThat(after(2)).containsExactly(Kind.REFLECTOR);
      happen(List.of(Scene.up(Faults.clusterOf(node), node)));
      Faults.outside(node).forEach(other -> happen(List.of(restored(node, other))));
    }
    assertThat(after(6)).isEmpty();
  }

  /** Pings fail between two nodes, and a moment later a route comes back at one of them. */
  private void failAndMend() {
    happen(pings(between(P1, L1)));
    happen(List.of(restored(P1, Faults.TOKYO.nodes().getFirst())));
  }

  @Test
  void whatIsMendedAgainAndAgainHidesNothingForGood() {
    for (int i = 0; i < 20; i++) {
      failAndMend();
      after(1);
    }
    assertThat(after(1)).containsExactly(Kind.PING);
    happen(pings((a, b) -> false));
    assertThat(after(6)).isEmpty();
  }

  @Test
  void whatIsMendedNowAndThenIsMendedForTheFirstTime() {
    failAndMend();
    after(1);
    happen(pings(between(P1, L1)));
    assertThat(after(130)).containsExactly(Kind.PING);
    failAndMend();
    after(70);
    assertThat(book.now().problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.state()).isEqualTo(Problem.State.UNKNOWN));
  }

  @Test
  void whatWasNotMeasuredAgainIsNotKnown() {
    failAndMend();
    assertThat(after(10)).isEmpty();
    assertThat(after(30)).containsExactly(Kind.PING);
    assertThat(book.now().problems().getFirst().sentence())
        .isEqualTo(
            "it is not known whether pods of london and paris reach each other: pings failed before"
                + " something was mended, and no round has begun since");
    assertThat(book.now().problems().getFirst().state()).isEqualTo(Problem.State.UNKNOWN);
    happen(pings((a, b) -> false));
    assertThat(after(6)).isEmpty();
  }

  /** The services that are there, reported at each second. */
  private List<Kind> after(int seconds, String... there) {
    List<Kind> kinds = List.of();
    for (int i = 0; i < seconds; i++) {
      attendance.report(Set.of(there), ended, Scene.START.plusSeconds(second + 1));
      kinds = after(1);
    }
    return kinds;
  }

  private static final String[] ALL = {
    "peering-service", "probe-service", "route-collector", Attendance.reflector("reflector")
  };

  @Test
  void aServiceThatIsNotThereIsToldAfterFifteenSeconds() {
    assertThat(after(20, ALL)).isEmpty();
    String[] without = {"peering-service", "probe-service", Attendance.reflector("reflector")};

    assertThat(after(15, without)).isEmpty();
    assertThat(after(1, without)).containsExactly(Kind.SERVICE);
    Problem problem = book.now().problems().getFirst();
    assertThat(problem.subject()).isEqualTo("route-collector");
    assertThat(problem.state()).isEqualTo(Problem.State.UNKNOWN);
    assertThat(problem.sentence()).contains("shown as they were then");

    assertThat(after(6, ALL)).as("five seconds after it is back").isEmpty();
  }

  @Test
  void oneThatHadEndedBeforeThisConsoleBeganIsToldToo() {
    ended = Set.of("probe-service");

    assertThat(after(16, "peering-service", "route-collector")).containsExactly(Kind.SERVICE);
  }

  @Test
  void oneThatNobodyHasSeenIsNotMissed() {
    assertThat(after(60, "probe-service")).isEmpty();
  }

  @Test
  void aReflectorThatIsNotThereIsToldBeforeAnyHoldTimerEnds() {
    assertThat(after(5, ALL)).isEmpty();

    assertThat(after(6, "peering-service", "probe-service", "route-collector"))
        .containsExactly(Kind.REFLECTOR);
    assertThat(book.now().problems().getFirst().toDo()).contains("bgp-reflector reflector");
  }

  @Test
  void nobodyIsMissedWhileNobodyReports() {
    assertThat(after(5, ALL)).isEmpty();

    assertThat(after(60)).isEmpty();
  }
}
