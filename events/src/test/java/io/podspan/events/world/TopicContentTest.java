package io.podspan.events.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podspan.events.IntentEvent;
import io.podspan.events.IntentEvent.ClusterRemoved;
import io.podspan.events.IntentEvent.IntentCompleted;
import io.podspan.events.IntentEvent.InterconnectDeclared;
import io.podspan.events.IntentEvent.InterconnectWithdrawn;
import io.podspan.events.InterconnectState;
import io.podspan.events.envelope.EventCodec;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopicContentTest {
  private final TopicContent content = new TopicContent();

  @Test
  void isCompleteWhenItIsExactlyWhatItsMarkSays() {
    take(declared("europe", 1), declared("asia", 2), mark(2, "europe", "asia"));

    assertThat(content.isComplete()).isTrue();
    assertThat(content.world().interconnects()).containsOnlyKeys("asia", "europe");
  }

  @Test
  void aMarkThatCameBeforeItsRecordsFitsWhenTheyAreThere() {
    take(declared("europe", 1), mark(2, "europe", "asia"));
    assertThat(content.isComplete()).isFalse();

    take(declared("asia", 2));
    assertThat(content.isComplete()).isTrue();
  }

  @Test
  void withoutAMarkNothingIsComplete() {
    assertThat(content.isComplete()).as("an empty topic").isFalse();
    assertThat(content.isEmpty()).isTrue();

    take(declared("europe", 1));
    assertThat(content.isComplete()).isFalse();
  }

  @Test
  void oneRecordMoreOrLessOrDifferentDoesNotFit() {
    take(declared("europe", 1), mark(1, "europe"));
    assertThat(content.isComplete()).isTrue();

    take(declared("asia", 2));
    assertThat(content.isComplete()).as("one more").isFalse();
    take(at(3, new InterconnectWithdrawn("asia")));
    assertThat(content.isComplete()).as("taken back").isTrue();
    take(at(4, new InterconnectDeclared(new InterconnectState("europe", 9, List.of(), List.of()))));
    assertThat(content.isComplete()).as("another value").isFalse();
  }

  @Test
  void aRemovalOfWhatIsNotThereCountsNothing() {
    take(at(1, new ClusterRemoved("paris")), mark(1));

    assertThat(content.isComplete()).isTrue();
    assertThat(content.records()).isZero();
  }

  @Test
  void aRecordOfAnOlderGenerationIsNotTakenAgain() {
    take(declared("europe", 5), at(7, new InterconnectWithdrawn("europe")));

    assertThat(content.take(List.of(declared("europe", 5)))).isEmpty();
    assertThat(content.world().interconnects()).isEmpty();
  }

  @Test
  void anOlderMarkIsNotTakenAgain() {
    take(declared("europe", 5), mark(5, "europe"), mark(4));

    assertThat(content.mark()).map(IntentCompleted::generation).contains(5L);
    assertThat(content.isComplete()).isTrue();
  }

  @Test
  void recordsOfAnEarlierVersionHaveNoGenerationAndCountByTheirOrder() {
    take(at(0, new InterconnectWithdrawn("europe")), declared("europe", 0));

    assertThat(content.world().interconnects()).containsOnlyKeys("europe");
  }

  @Test
  void aDigestDoesNotDependOnTheOrderAndIsReadAgainFromItsText() {
    ContentDigest one = digest("europe").plus(digest("asia"));

    assertThat(digest("asia").plus(digest("europe"))).isEqualTo(one);
    assertThat(one.minus(digest("asia"))).isEqualTo(digest("europe"));
    assertThat(ContentDigest.parse(one.toString())).isEqualTo(one);
    assertThatThrownBy(() -> ContentDigest.parse("00")).hasMessageContaining("64");
  }

  private void take(IntentRecord... records) {
    content.take(List.of(records));
  }

  private static IntentRecord declared(String name, long generation) {
    return at(generation, declared(name));
  }

  private static InterconnectDeclared declared(String name) {
    return new InterconnectDeclared(
        new InterconnectState(name, 1, Collections.emptyList(), List.of()));
  }

  private static IntentRecord mark(long generation, String... interconnects) {
    ContentDigest sum = ContentDigest.NONE;
    for (String name : interconnects) {
      sum = sum.plus(digest(name));
    }
    return at(
        generation, new IntentCompleted("ours", generation, interconnects.length, sum.toString()));
  }

  private static ContentDigest digest(String interconnect) {
    return at(1, declared(interconnect)).digest();
  }

  private static IntentRecord at(long generation, IntentEvent event) {
    return new IntentRecord(
        generation == 0 ? Provenance.UNKNOWN : new Provenance("ours", generation),
        event,
        ContentDigest.of(event.subject(), EventCodec.data(event)));
  }
}
