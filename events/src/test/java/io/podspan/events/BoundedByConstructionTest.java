package io.podspan.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.events.envelope.EventCodec;
import io.podspan.events.envelope.EventTypes;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Kafka refuses a record above 1 MiB. No constructor of an event admits one that comes near,
 * whatever names, texts and lists it is given.
 */
class BoundedByConstructionTest {
  /** The rest is for the key, the headers and a signature. */
  private static final int LIMIT = 900 << 10;

  /** An event of version 1 held the nodes of its cluster. It is read and never written. */
  private static final Set<Class<? extends Event>> READ_ONLY =
      Set.of(IntentEvent.ClusterRegisteredV1.class, IntentEvent.ClusterChangedV1.class);

  static Stream<Class<? extends Event>> types() {
    return EventTypes.all().values().stream().filter(type -> !READ_ONLY.contains(type));
  }

  @ParameterizedTest
  @MethodSource("types")
  void theLargestOfATypeFitsIntoARecord(Class<? extends Event> type) throws IOException {
    Event largest = Largest.of(type);
    byte[] data = EventCodec.data(largest);
    assertThat(data.length).isLessThan(LIMIT);
    assertThat(largest.subject().length()).isLessThan(4 << 10);
    boolean same = EventCodec.parse(type, data).equals(largest);
    assertThat(same).as("read again, it is the same").isTrue();
  }
}
