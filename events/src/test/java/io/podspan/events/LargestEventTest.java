package io.podspan.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.events.envelope.EventCodec;
import io.podspan.events.envelope.EventTypes;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Kafka refuses a record above 1 MiB, and then nothing behind it is sent either. So each event that
 * has lists is made here as large as 5,000 nodes make it.
 */
class LargestEventTest {
  private static final int KAFKA_LIMIT = 1 << 20;
  private static final int NODES = 5_000;
  private static final String LONG_NAME = "n".repeat(50);

  static Stream<Event> largest() {
    return Stream.concat(intent(), others());
  }

  private static Stream<Event> intent() {
    ClusterSpec cluster =
        new ClusterSpec(
            LONG_NAME,
            Cni.CALICO,
            "v".repeat(128),
            4294967295L,
            list(1_000, i -> "2001:db8:1234:5678:9abc:def0:0:%x/112".formatted(i)),
            list(1_000, i -> "2001:db8:1234:5678:9abc:def1:0:%x/112".formatted(i)),
            new AccessReference("k".repeat(253), "c".repeat(253)),
            true);
    NodeState node =
        new NodeState(
            "n".repeat(253),
            "2001:db8:1234:5678:9abc:def0:1234:5678",
            list(1_000, i -> "2001:db8:1234:5678:9abc:def0:0:%x/112".formatted(i)),
            "w".repeat(4_000));
    InterconnectState interconnect =
        new InterconnectState(
            LONG_NAME,
            Long.MAX_VALUE,
            list(1_000, i -> LONG_NAME + i),
            list(100, i -> new ReflectorState(LONG_NAME + i, "192.0.2.1", 179, 64512)));
    return Stream.of(
        new IntentEvent.ClusterRegistered(cluster),
        new IntentEvent.ClusterChanged(cluster),
        new IntentEvent.NodeJoined(LONG_NAME, node),
        new IntentEvent.NodeChanged(LONG_NAME, node),
        new IntentEvent.NodeLeft(LONG_NAME, "n".repeat(253)),
        new IntentEvent.InterconnectDeclared(interconnect));
  }

  private static Stream<Event> others() {
    RolloutIdentity rollout = new RolloutIdentity("r-1", LONG_NAME, LONG_NAME);
    List<String> nodes =
        list(NODES, i -> "ip-10-1-%d-%d.eu-west-1.compute.internal".formatted(i, i));
    List<RouteEntry> routes = list(NODES, LargestEventTest::route);
    return Stream.of(
        new RolloutEvent.RolloutPlanned(
            rollout, RolloutEvent.Direction.JOIN, "driver", list(100, i -> "+ " + i), nodes),
        new RolloutEvent.RolledBack(rollout, "why", nodes),
        new RibEvent.RoutesReflected(
            "reflector", LONG_NAME, routes, list(NODES, i -> route(i).prefix()), NODES),
        new RouteEvent.NodeRoutesChanged(LONG_NAME, "node", routes, routes, NODES, 0));
  }

  private static RouteEntry route(int i) {
    return new RouteEntry(
        "10.%d.%d.0/24".formatted(i >> 8, i & 255), "192.168.%d.%d".formatted(i >> 8, i & 255));
  }

  private static <T> List<T> list(int length, IntFunction<T> element) {
    return IntStream.range(0, length).mapToObj(element).toList();
  }

  @ParameterizedTest
  @MethodSource("largest")
  void theLargestEventOfItsTypeFitsIntoARecord(Event event) {
    assertThat(EventCodec.data(event).length)
        .as(EventTypes.nameOf(event.getClass()))
        .isLessThan(KAFKA_LIMIT - 4_096);
  }
}
