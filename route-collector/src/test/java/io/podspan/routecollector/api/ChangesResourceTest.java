package io.podspan.routecollector.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podspan.routecollector.change.Change;
import io.podspan.routecollector.change.Change.Line;
import io.podspan.routecollector.change.ChangeRecords;
import io.podspan.routecollector.change.ChangeRecords.Between;
import io.podspan.routecollector.change.Part;
import io.podspan.servicekit.problem.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which two moments a question is about. */
class ChangesResourceTest {
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

  private final Recorded records = new Recorded();
  private final ChangesResource resource = new ChangesResource(records, null);

  /** Two lines of one node. */
  private static final class Recorded implements ChangeRecords {
    private Instant since = NOON.minusSeconds(86_400);
    private Instant now = NOON;

    @Override
    public Kept kept() {
      return new Kept(since, now);
    }

    @Override
    public List<String> nodes(Between between) {
      return List.of("paris/p1");
    }

    @Override
    public void read(String name, Between between, BiConsumer<Change, Instant> taker) {
      List.of("a", "b")
          .forEach(prefix -> taker.accept(new Change(new Line(Part.FIB, prefix), null, "x"), NOON));
    }
  }

  private ChangesPage page(@Nullable String from, @Nullable String cursor) {
    return resource.changes(from, null, null, null, null, cursor, 1);
  }

  @Test
  void withoutAFirstMomentItIsTenMinutesAgo() {
    assertThat(page(null, null).from()).isEqualTo(NOON.minusSeconds(600));
  }

  @Test
  void whereLittleIsKeptTheFirstMomentIsNotTheNextToBeForgotten() {
    records.since = NOON.minusSeconds(400);
    ChangesPage first = page(null, null);
    assertThat(first.from()).isEqualTo(NOON.minusSeconds(300));
    records.since = NOON.minusSeconds(340);
    records.now = NOON.plusSeconds(60);
    assertThat(page(null, first.next()).items())
        .as("also when that was forgotten before the last page is asked for")
        .extracting(ChangesPage.Row::item)
        .containsExactly("b");
  }

  @Test
  void theFirstMomentThatIsAskedForIsTakenAsLongAsItIsKept() {
    records.since = NOON.minusSeconds(400);
    assertThat(page("400s", null).from()).isEqualTo(NOON.minusSeconds(400));
    assertThatThrownBy(() -> page("401s", null))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("is kept since 2026-01-02T11:53:20Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-01-02T12:00:00.000001Z",
        "+300000-01-01T00:00:00Z",
        "+1000000000-12-31T23:59:59Z"
      })
  void aCursorWhoseSecondMomentIsYetToComeIsNoneOfOurs(String to) {
    Between between = new Between(NOON.minusSeconds(60), Instant.parse(to));
    assertThatThrownBy(() -> page(null, ChangesCursor.begin(between).text()))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("cursor is none of this service's");
  }
}
