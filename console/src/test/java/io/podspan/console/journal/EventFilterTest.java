package io.podspan.console.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.console.Scene;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EventFilterTest {
  private static final Entry ROUND = MemoryJournal.entry(60, Scene.round("paris", "tokyo", 1, 16));

  @Test
  void letsAllPassWithoutCriteria() {
    assertThat(EventFilter.ALL.matches(ROUND)).isTrue();
  }

  @Test
  void knowsBothClustersOfAProbe() {
    assertThat(about("paris").matches(ROUND)).isTrue();
    assertThat(about("tokyo").matches(ROUND)).isTrue();
    assertThat(about("london").matches(ROUND)).isFalse();
  }

  private static EventFilter about(String cluster) {
    return new EventFilter(null, null, null, cluster, null, null);
  }

  @Test
  void takesTheBeginningOfAnIntervalAndNotItsEnd() {
    Instant time = ROUND.time();
    assertThat(between(time, time.plusSeconds(1)).matches(ROUND)).isTrue();
    assertThat(between(time.minusSeconds(1), time).matches(ROUND)).isFalse();
  }

  private static EventFilter between(Instant from, Instant until) {
    return new EventFilter(null, null, null, null, from, until);
  }

  @Test
  void readsATypeOrTheBeginningOfSome() {
    assertThat(EventFilter.typesNamed("podspan.session.lost.v1"))
        .isEqualTo(Set.of("podspan.session.lost.v1"));
    assertThat(EventFilter.typesNamed("podspan.cluster.*"))
        .isEqualTo(
            Set.of(
                "podspan.cluster.registered.v1",
                "podspan.cluster.registered.v2",
                "podspan.cluster.changed.v1",
                "podspan.cluster.changed.v2",
                "podspan.cluster.removed.v1"));
    assertThat(EventFilter.typesNamed("nonsense*")).isEmpty();
  }

  @Test
  void readsATopicWithAndWithoutItsPrefix() {
    assertThat(EventFilter.topicNamed("sessions")).isEqualTo("podspan.sessions");
    assertThat(EventFilter.topicNamed("podspan.rib")).isEqualTo("podspan.rib");
    assertThat(EventFilter.topicNamed("weather")).isNull();
  }
}
