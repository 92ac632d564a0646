package io.podspan.peeringservice.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.events.RolloutEvent;
import io.podspan.events.RolloutIdentity;
import io.podspan.events.envelope.EventCodec;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Kafka takes 1 MiB. What an event says of 5,000 nodes takes at most half of it. */
class BoundedTest {
  private static final int HALF_OF_THE_LIMIT = 512 << 10;

  private static List<String> nodes(int length) {
    return IntStream.range(0, 5_000)
        .mapToObj(i -> "%04d".formatted(i) + "n".repeat(length - 4))
        .toList();
  }

  @Test
  void usualNamesAreAllThere() {
    assertThat(Bounded.names(nodes(50))).isEqualTo(nodes(50));
    assertThat(Bounded.cautions(List.of("One.", "Two."))).containsExactly("One.", "Two.");
  }

  @Test
  void aPlanStaysSmallWhateverItsNodesAndCautionsAre() {
    RolloutEvent plan =
        new RolloutEvent.RolloutPlanned(
            new RolloutIdentity("r", "europe", "paris"),
            RolloutEvent.Direction.JOIN,
            "kube-router",
            List.of("+ --peer-router-ips=192.0.2.1"),
            Bounded.names(nodes(253)),
            Bounded.cautions(Collections.nCopies(5_000, "c".repeat(9_000))));
    assertThat(EventCodec.data(plan).length).isLessThan(HALF_OF_THE_LIMIT);
  }

  @Test
  void whatIsLeftOutIsCounted() {
    assertThat(Bounded.cautions(Collections.nCopies(5_000, "c")))
        .hasSize(50)
        .last()
        .isEqualTo(
            "There are 4951 more cautions. podspan interconnects declare --dry-run shows all of"
                + " them.");
  }
}
