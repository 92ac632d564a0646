package io.podspan.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.events.envelope.EventCodec;
import io.podspan.events.envelope.EventTypes;
import io.podspan.events.reason.PairReason;
import io.podspan.events.reason.PingFailure;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
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

  private static final RolloutIdentity ROLLOUT = new RolloutIdentity("r-1", LONG_NAME, LONG_NAME);
  private static final PeerIdentity PEER =
      new PeerIdentity("reflector", "2001:db8::1", LONG_NAME, LONG_NAME);

  static Stream<Event> largest() {
    return Stream.of(intent(), others(), ipv6(), ofOthers()).flatMap(s -> s);
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
            true,
            list(100, i -> "c".repeat(4_000) + i));
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
            list(100, i -> new ReflectorState(LONG_NAME + i, "192.0.2.1", 179, 64512)),
            InterconnectState.PRESERVE,
            list(1_000, i -> LONG_NAME + i));
    return Stream.of(
        new IntentEvent.ClusterRegistered(cluster),
        new IntentEvent.ClusterChanged(cluster),
        new IntentEvent.NodeJoined(LONG_NAME, node),
        new IntentEvent.NodeChanged(LONG_NAME, node),
        new IntentEvent.NodeLeft(LONG_NAME, "n".repeat(253)),
        new IntentEvent.ReflectorDeclared(
            new ReflectorSpec(LONG_NAME, "2001:db8::1", 179, 4294967295L, true, "k".repeat(253))),
        new IntentEvent.InterconnectDeclared(interconnect),
        new IntentEvent.InterconnectChanged(interconnect),
        new IntentEvent.IntentCompleted(
            "i".repeat(36), Long.MAX_VALUE, Integer.MAX_VALUE, "f".repeat(64)));
  }

  private static Stream<Event> others() {
    List<String> nodes =
        list(NODES, i -> "ip-10-1-%d-%d.eu-west-1.compute.internal".formatted(i, i));
    List<RouteEntry> routes = list(NODES, LargestEventTest::route);
    return Stream.of(
        new RolloutEvent.RolloutPlanned(
            ROLLOUT, RolloutEvent.Direction.JOIN, "driver", list(100, i -> "+ " + i), nodes),
        new RolloutEvent.RolledBack(ROLLOUT, "why", nodes, nodes),
        new RolloutEvent.RolloutCompleted(ROLLOUT, NODES, 5_200, NODES, nodes, nodes),
        new RolloutEvent.DriftFound(ROLLOUT, "object", nodes, "b".repeat(9_000), "why"),
        new RolloutEvent.RemainsLeft(ROLLOUT, nodes, nodes),
        new RibEvent.RoutesReflected(
            "reflector", LONG_NAME, routes, list(NODES, i -> route(i).prefix()), NODES),
        new RouteEvent.NodeRoutesChanged(LONG_NAME, "node", routes, routes, NODES, 0),
        new RouteEvent.NodeSessionsChanged(
            LONG_NAME,
            "node",
            list(NODES, i -> new NodeSession("192.168.1." + i, 64512, "Established", false))));
  }

  /** As the writers bound them: their own tests show that they do. */
  private static Stream<Event> ipv6() {
    List<RouteEntry> routes =
        list(
            NODES,
            i ->
                new RouteEntry(
                    "2001:db8:1234:5678:9abc:def0:%x:0/112".formatted(i),
                    "2001:db8:1234:5678:9abc:def0:1234:%x".formatted(i)));
    return Stream.of(
        new RibEvent.RoutesReflected("reflector", LONG_NAME, routes, List.of(), NODES),
        new RibEvent.RoutesReflected(
            "reflector", LONG_NAME, List.of(), list(NODES, i -> routes.get(i).prefix()), 0),
        new RibEvent.PeerRoutesSent(
            PEER,
            NODES,
            List.of("ipv6-unicast"),
            list(
                1_000,
                i ->
                    new RibEvent.Withheld(
                        "own-mesh", NODES, list(1_000, j -> routes.get(j).prefix())))),
        new RouteEvent.NodeRoutesChanged(
            LONG_NAME, "node", routes.subList(0, 1_000), routes.subList(0, 1_000), NODES, 0),
        new RouteEvent.NodeSessionsChanged(
            LONG_NAME,
            "node",
            list(
                NODES,
                i ->
                    new NodeSession(
                        "2001:db8:1234:5678:9abc:def0:1234:%x".formatted(i),
                        4294967295L,
                        "Established",
                        true))),
        new SessionEvent.PeerRoutesChanged(
            PEER, true, false, List.of(), NODES, list(NODES, i -> routes.get(i).prefix())),
        new SessionEvent.UpdateRejected(
            PEER, true, "r".repeat(9_000), List.of(), list(NODES, i -> routes.get(i).prefix()), 1));
  }

  private static Stream<Event> ofOthers() {
    PairReason error = new PingFailure.NoResult("e".repeat(900));
    List<FailedPing> failed =
        list(
            20,
            i -> FailedPing.because(error, LONG_NAME, LONG_NAME, LONG_NAME, LONG_NAME, "fd00::1"));
    return Stream.of(
        new IntentEvent.InterconnectConditionsChanged(
            LONG_NAME,
            1,
            list(
                8,
                _ ->
                    new ConditionState(
                        "Reachable", "False", "Why", "m".repeat(9_000), Instant.EPOCH))),
        new IntentEvent.ReflectorConditionsChanged(
            LONG_NAME,
            list(
                8,
                _ ->
                    new ConditionState("Ready", "False", "Why", "m".repeat(9_000), Instant.EPOCH))),
        new RolloutEvent.NodeVerified(
            ROLLOUT, LONG_NAME, 1, NODES, list(10, i -> "g".repeat(9_000)), 1),
        new SessionEvent.ReflectorConfigured(
            "reflector",
            "",
            179,
            64512,
            IntStream.range(0, 1_000)
                .boxed()
                .collect(Collectors.toMap(i -> LONG_NAME + i, Long::valueOf)),
            NODES),
        new RolloutEvent.RolloutFailed(
            ROLLOUT, LONG_NAME, "why", "what", "SESSIONS", list(10, i -> "e".repeat(9_000))),
        new ProbeEvent.ProbeRound(
            LONG_NAME,
            LONG_NAME,
            1,
            NODES,
            0,
            null,
            null,
            null,
            failed,
            1,
            list(NODES, i -> new NodeReach(LONG_NAME, LONG_NAME, i, 0))),
        new ProbeEvent.SourceMeasured(
            LONG_NAME,
            LONG_NAME,
            ProbeEvent.SourceAddress.REPLACED,
            NODES,
            0,
            list(20, i -> new SeenSource(LONG_NAME, LONG_NAME, "fd00::1", "fd00::2")),
            "w".repeat(9_000)));
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

  /** An event of version 1 held the nodes of its cluster. It is read and never written. */
  private static final Set<Class<? extends Event>> READ_ONLY =
      Set.of(IntentEvent.ClusterRegisteredV1.class, IntentEvent.ClusterChangedV1.class);

  /** Their lists have a few words each. */
  private static final Set<Class<? extends Event>> SMALL =
      Set.of(SessionEvent.SessionEstablished.class);

  @Test
  void everyTypeWithAListIsMadeHere() {
    Set<Class<?>> made = largest().map(Object::getClass).collect(Collectors.toSet());
    assertThat(EventTypes.all().values())
        .filteredOn(LargestEventTest::hasAList)
        .allMatch(type -> made.contains(type) || READ_ONLY.contains(type) || SMALL.contains(type));
  }

  private static boolean hasAList(Class<?> type) {
    for (RecordComponent component : type.getRecordComponents()) {
      Class<?> of = component.getType();
      if (Collection.class.isAssignableFrom(of)
          || Map.class.isAssignableFrom(of)
          || (of.isRecord() && hasAList(of))) {
        return true;
      }
    }
    return false;
  }
}
