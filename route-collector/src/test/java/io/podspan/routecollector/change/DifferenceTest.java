package io.podspan.routecollector.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.podspan.routecollector.change.Change.Line;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DifferenceTest {
  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant LAST = FIRST.plusSeconds(7);
  private static final Line ROUTE = new Line(Part.RIB, "10.2.0.0/24");
  private static final Line SESSION = new Line(Part.SESSION, "198.18.0.1");

  private final Difference difference = new Difference(null);

  @Test
  void ofSeveralChangesOfALineTheFirstAndTheLastCount() {
    difference.add(new Change(SESSION, "Established", "Idle"), FIRST);
    difference.add(new Change(SESSION, "Idle", "Active"), LAST);
    assertThat(difference.lines())
        .containsExactly(new Difference.Net(SESSION, "Established", "Active", LAST, 2));
  }

  @Test
  void whatCameBackIsNoOther() {
    difference.add(new Change(ROUTE, "198.18.0.21", null), FIRST);
    difference.add(new Change(ROUTE, null, "198.18.0.21"), LAST);
    difference.add(new Change(SESSION, "Established", "Idle"), LAST);
    assertThat(difference.lines())
        .extracting(Difference.Net::line, Difference.Net::isOther)
        .containsExactlyInAnyOrder(tuple(ROUTE, false), tuple(SESSION, true));
    assertThat(difference.isCut()).isFalse();
  }

  @Test
  void linesThatHaveNoRoomAreTheLastOnesAndAllChangesOfTheOthersCount() {
    Difference two = new Difference(fib("a"), 2);
    for (String prefix : List.of("e", "a", "d", "c", "b", "e")) {
      two.add(new Change(fib(prefix), "x", "y"), FIRST);
    }
    two.add(new Change(fib("b"), "y", "z"), LAST);
    assertThat(two.lines())
        .containsExactly(
            new Difference.Net(fib("b"), "x", "z", LAST, 2),
            new Difference.Net(fib("c"), "x", "y", FIRST, 1));
    assertThat(two.isCut()).isTrue();
  }

  private static Line fib(String prefix) {
    return new Line(Part.FIB, prefix);
  }
}
