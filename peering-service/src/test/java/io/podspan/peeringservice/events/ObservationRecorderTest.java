package io.podspan.peeringservice.events;

import static io.podspan.peeringservice.peering.Samples.NOON;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.podspan.events.Event;
import io.podspan.events.IntentEvent;
import io.podspan.events.NodeReach;
import io.podspan.events.NodeSession;
import io.podspan.events.PeerIdentity;
import io.podspan.events.ProbeEvent;
import io.podspan.events.ProbeEvent.ProbeRound;
import io.podspan.events.ProbeEvent.ReachabilityChanged;
import io.podspan.events.RouteEntry;
import io.podspan.events.RouteEvent;
import io.podspan.events.SessionEvent;
import io.podspan.events.envelope.Envelope;
import io.podspan.peeringservice.peering.conditions.DeclaredIntent.SessionKey;
import io.podspan.peeringservice.peering.conditions.ExpectedRoute;
import io.podspan.peeringservice.peering.conditions.Observations.TableReport;
import io.podspan.peeringservice.peering.conditions.ObservedState.NodeRoutes;
import io.podspan.peeringservice.peering.conditions.ObservedState.PairReach;
import io.podspan.peeringservice.peering.conditions.Reachability;
import io.podspan.peeringservice.peering.intent.FakeObservations;
import io.podspan.peeringservice.peering.intent.HandClock;
import io.podspan.peeringservice.peering.intent.Transaction;
import io.podspan.peeringservice.peering.rollout.Announced;
import io.podspan.peeringservice.peering.rollout.NodeRoute;
import io.podspan.peeringservice.peering.rollout.NodeTables;
import io.podspan.peeringservice.peering.rollout.PeerSession;
import io.podspan.peeringservice.peering.rollout.ProbedNodes;
import io.podspan.peeringservice.peering.rollout.Rejected;
import io.podspan.peeringservice.peering.rollout.RolloutBell;
import io.podspan.peeringservice.peering.rollout.RouterSessions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ObservationRecorderTest {
  private static final Instant HEARD = NOON.plusSeconds(5);
  private static final RouteEntry ENTRY = new RouteEntry("10.3.1.0/24", "198.18.3.1");
  private static final ExpectedRoute ROUTE = new ExpectedRoute("10.3.1.0/24", "198.18.3.1");

  @Test
  void aRoundTellsNoMorePairsOfNodesThanIsTakenForAllOfThem() {
    assertThat(ProbedNodes.MOST_TOLD).isEqualTo(ProbeRound.MOST_NODES);
  }

  private final FakeObservations observations = new FakeObservations();
  private final Set<String> handled = new HashSet<>();
  private final RolloutBell bell = new RolloutBell();
  private final HandClock clock = new HandClock();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final ObservationRecorder recorder =
      new ObservationRecorder(
          observations,
          envelopes -> envelopes.stream().map(Envelope::id).filter(handled::add).collect(toSet()),
          new Transaction() {
            @Override
            public <T> T call(Supplier<T> work) {
              return work.get();
            }
          },
          bell,
          clock,
          metrics);

  ObservationRecorderTest() {
    clock.pass(Duration.ofSeconds(5));
  }

  private Envelope<Event> record(Event event) {
    Envelope<Event> envelope = Envelope.of("/podspan/test", NOON, event);
    recorder.record(envelope);
    return envelope;
  }

  private static PeerIdentity peer() {
    return new PeerIdentity("reflector", "198.18.1.1", "paris", "paris-1");
  }

  @Test
  void sessionsAreRecordedWithTheTimeOfTheEventAndOurs() {
    record(new SessionEvent.SessionEstablished(peer(), 64512, "198.18.1.1", 90, List.of()));
    SessionKey key = new SessionKey("reflector", "198.18.1.1");
    assertThat(observations.sessions.get(key))
        .isEqualTo(new PeerSession("reflector", "198.18.1.1", true, NOON, HEARD, ""));
    record(new SessionEvent.SessionLost(peer(), "hold timer expired", 1));
    assertThat(observations.sessions.get(key))
        .isEqualTo(
            new PeerSession("reflector", "198.18.1.1", false, NOON, HEARD, "hold timer expired"));
  }

  @Test
  void whatAReflectorHasInForceIsRecorded() {
    record(
        new SessionEvent.ReflectorConfigured("reflector", "", 179, 64512, Map.of("asia", 2L), 4));
    assertThat(observations.revisions).containsEntry("reflector", Map.of("asia", 2L));
  }

  @Test
  void sessionsOfRoutersAreRecordedByNode() {
    record(
        new RouteEvent.NodeSessionsChanged(
            "paris", "paris-1", List.of(new NodeSession("192.0.2.1", 64512, "Active", true))));
    assertThat(observations.routers)
        .containsEntry("paris/paris-1", new RouterSessions(Map.of("192.0.2.1", "Active"), HEARD));
  }

  @Test
  void missingRoutesAreRecordedByNameUntilTheyAreRestored() {
    record(new RouteEvent.NodeRoutesChanged("paris", "paris-1", List.of(), List.of(), 2, 1));
    record(
        new RouteEvent.RouteMissing("paris", "paris-1", ENTRY, RouteEvent.Table.RIB, "no session"));
    assertThat(observations.routes)
        .containsEntry("paris/paris-1", new NodeRoutes(2, 1, HEARD, Map.of(ROUTE, "no session")));
    record(new RouteEvent.RouteRestored("paris", "paris-1", ENTRY));
    assertThat(observations.routes.get("paris/paris-1").named()).isEmpty();
  }

  @Test
  void theTablesOfANodeAndTheLookAtItAreRecorded() {
    record(new RouteEvent.NodeRoutesChanged("paris", "paris-1", List.of(ENTRY), List.of(), 1, 1));
    record(new RouteEvent.NodeRead("paris", "paris-1", false, "no pod"));
    assertThat(observations.tables)
        .containsEntry(
            "paris/paris-1",
            new TableReport(List.of(new NodeRoute("10.3.1.0/24", "198.18.3.1")), List.of(), 1, 1));
    assertThat(observations.looks)
        .containsEntry("paris/paris-1", new NodeTables.Look(false, "no pod", HEARD));
  }

  @Test
  void whatAPeerAnnouncesIsRecordedByOurClock() {
    record(
        new SessionEvent.PeerRoutesChanged(
            peer(), true, false, List.of("ipv4-unicast"), 1, List.of("10.1.1.0/24")));
    assertThat(observations.announced)
        .containsEntry(
            new SessionKey("reflector", "198.18.1.1"),
            new Announced(
                "reflector",
                "198.18.1.1",
                true,
                false,
                List.of("ipv4-unicast"),
                1,
                List.of("10.1.1.0/24"),
                HEARD));
    assertThat(bell.count()).isEqualTo(1);
  }

  @Test
  void aPrefixThatAReflectorDidNotTakeIsRecordedWithItsReason() {
    record(new SessionEvent.PrefixRejected(peer(), "10.9.1.0/24", "198.18.1.1", "it is outside"));
    assertThat(observations.rejected)
        .containsExactly(
            new Rejected("reflector", "198.18.1.1", "10.9.1.0/24", "it is outside", HEARD));
    assertThat(bell.count()).isEqualTo(1);
  }

  @Test
  void theProbesOwnReasonIsRecorded() {
    record(
        new ReachabilityChanged(
            "paris",
            "tokyo",
            ProbeEvent.Reachability.UNKNOWN,
            ProbeEvent.Reachability.UNKNOWN,
            0,
            0,
            "the API server forbids exec"));
    assertThat(observations.pairs)
        .containsEntry(
            "paris/tokyo", new PairReach(Reachability.UNKNOWN, "the API server forbids exec"));
  }

  @Test
  void podsThatCouldNotBeAskedDoNotCountAsUnreachable() {
    record(partial(4, 4));
    assertThat(observations.pairs.get("paris/tokyo").state()).isEqualTo(Reachability.UNKNOWN);
    record(partial(4, 3));
    assertThat(observations.pairs.get("paris/tokyo").state()).isEqualTo(Reachability.PARTIAL);
  }

  private static ReachabilityChanged partial(int pairs, int reachable) {
    return new ReachabilityChanged(
        "paris",
        "tokyo",
        ProbeEvent.Reachability.REACHABLE,
        ProbeEvent.Reachability.PARTIAL,
        pairs,
        reachable,
        "1 pod could not be asked");
  }

  @Test
  void aRoundCountsOnlyWhileNothingElseIsKnownOfThePair() {
    record(round(0, 0));
    assertThat(observations.pairs.get("paris/tokyo").state()).isEqualTo(Reachability.UNKNOWN);
    record(round(4, 4));
    assertThat(observations.pairs.get("paris/tokyo").state()).isEqualTo(Reachability.UNKNOWN);
    assertThat(bell.count()).isEqualTo(1);
    observations.pairs.clear();
    record(round(4, 3));
    assertThat(observations.pairs.get("paris/tokyo").state()).isEqualTo(Reachability.PARTIAL);
    observations.pairs.clear();
    record(round(4, 0));
    assertThat(observations.pairs.get("paris/tokyo").state()).isEqualTo(Reachability.UNREACHABLE);
    observations.pairs.clear();
    record(round(4, 4));
    assertThat(observations.pairs.get("paris/tokyo").state()).isEqualTo(Reachability.REACHABLE);
  }

  @Test
  void aRoundSaysHowNodesReachEachOtherAndWhenItBeganByOurClock() {
    record(
        new ProbeRound(
            "paris",
            "tokyo",
            1,
            4,
            3,
            null,
            null,
            null,
            List.of(),
            5_000,
            List.of(new NodeReach("paris-1", "tokyo-1", 4, 3))));
    assertThat(observations.probed.get("paris/tokyo"))
        .containsExactly(
            new ProbedNodes("paris/paris-1", "tokyo/tokyo-1", 4, 3, HEARD.minusSeconds(5)));
    record(round(0, 0));
    assertThat(observations.probed.get("paris/tokyo")).isEmpty();
  }

  private static ProbeRound round(int pairs, int reachable) {
    return new ProbeRound("paris", "tokyo", 1, pairs, reachable, null, null, null, List.of(), 5);
  }

  @Test
  void aRepeatedEventHasNoEffect() {
    Envelope<Event> first =
        record(
            new RouteEvent.RouteMissing(
                "paris", "paris-1", ENTRY, RouteEvent.Table.RIB, "no session"));
    record(new RouteEvent.RouteRestored("paris", "paris-1", ENTRY));
    recorder.record(first);
    assertThat(observations.routes.get("paris/paris-1").named()).isEmpty();
    assertThat(bell.count()).isEqualTo(2);
  }

  @Test
  void ofManyLooksAndRoundsTogetherTheLastCounts() {
    recorder.record(
        Stream.<Event>of(
                new RouteEvent.NodeRead("paris", "paris-1", false, "no pod"),
                round(4, 0),
                new RouteEvent.NodeRead("paris", "paris-1", true, ""),
                round(4, 4))
            .map(event -> Envelope.of("/podspan/test", NOON, event))
            .toList());
    assertThat(observations.looks)
        .containsEntry("paris/paris-1", new NodeTables.Look(true, "", HEARD));
    assertThat(observations.pairs.get("paris/tokyo").state()).isEqualTo(Reachability.REACHABLE);
    assertThat(bell.count()).isEqualTo(1);
  }

  @Test
  void anEventThatComesTwiceInOneBatchHasOneEffect() {
    Envelope<Event> missing =
        Envelope.of(
            "/podspan/test",
            NOON,
            new RouteEvent.RouteMissing("paris", "paris-1", ENTRY, RouteEvent.Table.RIB, "why"));
    Envelope<Event> restored =
        Envelope.of("/podspan/test", NOON, new RouteEvent.RouteRestored("paris", "paris-1", ENTRY));
    recorder.record(List.of(missing, restored, missing));
    assertThat(observations.routes.get("paris/paris-1").named()).isEmpty();
  }

  @Test
  void whatIsNoObservationRingsNobody() {
    record(new IntentEvent.ClusterRemoved("paris"));
    record(new SessionEvent.PrefixLimitReached(peer(), 10));
    assertThat(bell.count()).isZero();
    assertThat(metrics.get("podspan_events_heard_total").counters()).hasSize(2);
  }
}
