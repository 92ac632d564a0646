package io.podspan.routecollector.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.routecollector.change.Change.Line;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DifferenceTest {
  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant LAST = FIRST.plusSeconds(7);
  private static final Line ROUTE = new Line(Part.RIB, "10.2.0.0/24");
  private static final Line SESSION = new Line(Part.SESSION, "198.18.0.1");

  private final Difference difference = new Difference();

  @Test
  void ofSeveralChangesOfALineTheFirstAndTheLastCount() {
    difference.add(new Change(SESSION, "Established", "Idle"), FIRST);
    difference.add(new Change(SESSION, "Idle", "Active"), LAST);
    assertThat(difference.lines())
        .containsExactly(new Difference.Net(SESSION, "Established", "Active", LAST, 2));
  }

  @Test
  void whatCameBackIsCountedAndNoDifference() {
    difference.add(new Change(ROUTE, "198.18.0.21", null), FIRST);
    difference.add(new Change(ROUTE, null, "198.18.0.21"), LAST);
    difference.add(new Change(SESSION, "Established", "Idle"), LAST);
    assertThat(difference.lines()).extracting(Difference.Net::line).containsExactly(SESSION);
    assertThat(difference.asBefore()).isEqualTo(1);
  }

  @Test
  void thereIsRoomForSoManyLinesOnly() {
    for (int i = 0; i < Difference.MOST_LINES; i++) {
      assertThat(difference.add(new Change(new Line(Part.FIB, "p" + i), null, "x"), FIRST))
          .isTrue();
    }
    assertThat(difference.add(new Change(ROUTE, null, "x"), FIRST)).isFalse();
    assertThat(difference.add(new Change(new Line(Part.FIB, "p0"), "x", "y"), LAST)).isTrue();
  }
}
