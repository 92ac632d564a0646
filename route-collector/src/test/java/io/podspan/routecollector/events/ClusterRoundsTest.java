package io.podspan.routecollector.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.podspan.events.AccessReference;
import io.podspan.events.ClusterState;
import io.podspan.events.Cni;
import io.podspan.events.IntentEvent.ClusterChangedV1;
import io.podspan.events.IntentEvent.ClusterRegisteredV1;
import io.podspan.events.IntentEvent.ClusterRemoved;
import io.podspan.events.IntentEvent.InterconnectDeclared;
import io.podspan.events.IntentEvent.InterconnectWithdrawn;
import io.podspan.events.InterconnectState;
import io.podspan.events.NodeSession;
import io.podspan.events.NodeState;
import io.podspan.events.PeerIdentity;
import io.podspan.events.ReflectorState;
import io.podspan.events.RolloutEvent;
import io.podspan.events.RolloutIdentity;
import io.podspan.events.RouteEntry;
import io.podspan.events.SessionEvent.PeerRoutesChanged;
import io.podspan.events.SessionEvent.SessionEstablished;
import io.podspan.events.reason.OriginReason;
import io.podspan.events.reason.RouteReason;
import io.podspan.events.world.World;
import io.podspan.routecollector.route.Answer;
import io.podspan.routecollector.route.Charge;
import io.podspan.routecollector.route.KernelRoute;
import io.podspan.routecollector.route.NodeStatus;
import io.podspan.routecollector.route.NodeTables;
import io.podspan.routecollector.route.ReadOutcome;
import io.podspan.routecollector.route.RouterTable;
import io.podspan.servicekit.rounds.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Rounds over clusters, stepped by hand. Long, because each round starts from what the ones before
 * have left: reading, forgetting, hints and shares are told of one instance.
 */
class ClusterRoundsTest {
  private static final Duration STEADY = Duration.ofSeconds(10);
  private static final Duration FOLLOWED = Duration.ofMinutes(1);
  private static final Duration CONVERGING = Duration.ofSeconds(2);
  private static final RouteEntry TO_TOKYO = new RouteEntry("10.3.0.0/24", "192.0.2.31");
  private static final RolloutIdentity ROLLOUT = new RolloutIdentity("r1", "europe", "paris");
  private static final ReadOutcome WITHOUT_ROUTES = read(List.of());
  private static final ReadOutcome WITH_ROUTE = read(List.of(TO_TOKYO));
  private static final World JOINED =
      World.EMPTY
          .after(new ClusterRegisteredV1(cluster("paris", "10.1.0.0/24", "192.0.2.11", "n1", "n2")))
          .after(new ClusterRegisteredV1(cluster("tokyo", "10.3.0.0/24", "192.0.2.31", "t1")))
          .after(
              new InterconnectDeclared(
                  new InterconnectState(
                      "europe",
                      1,
                      List.of("paris", "tokyo"),
                      List.of(new ReflectorState("reflector", "192.0.2.1", 179, 64512)))));

  private final FakeRecords records = new FakeRecords();
  private final FakePeers peers = new FakePeers();
  private final Map<String, ReadOutcome> nodes = new HashMap<>();
  private final List<String> read = new ArrayList<>();
  private final List<String> looks = new ArrayList<>();
  private final FakeFeeds feeds = new FakeFeeds();
  private final Set<String> ours = new java.util.HashSet<>(Set.of("paris", "tokyo"));
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private World world = World.EMPTY;
  private boolean settled = true;
  private long term = 1;
  private Runnable duringTheRead = () -> {};
  private long nanos;

  private final ClusterRounds rounds =
      new ClusterRounds(
          () -> world,
          name -> ours.contains(name) ? Optional.of(new Charge(name, term)) : Optional.empty(),
          () -> settled,
          (cluster, perNode) -> {
            read.add(cluster.name());
            duringTheRead.run();
            cluster
                .nodes()
                .forEach(n -> perNode.accept(n.name(), nodes.getOrDefault(n.name(), WITH_ROUTE)));
          },
          (cluster, node, outcome) -> {
            looks.add(cluster.name() + "/" + node);
            duringTheRead.run();
            outcome.accept(nodes.getOrDefault(node, WITH_ROUTE));
          },
          feeds,
          records,
          peers,
          new CollectorMetrics(meters),
          new Pace<>(STEADY, CONVERGING, () -> nanos),
          new Pace<>(FOLLOWED, STEADY, () -> nanos),
          () -> nanos);

  private static ClusterState cluster(String name, String cidr, String address, String... nodes) {
    List<NodeState> states = new ArrayList<>();
    for (String node : nodes) {
      // Only the first has a pod CIDR: one route is expected of the others.
      states.add(new NodeState(node, address, states.isEmpty() ? List.of(cidr) : List.of()));
    }
    return new ClusterState(
        name,
        Cni.KUBE_ROUTER,
        null,
        64512,
        List.of(cidr),
        List.of(),
        states,
        new AccessReference(name, null));
  }

  private static ReadOutcome read(List<RouteEntry> routes) {
    return new ReadOutcome.Read(
        new NodeTables(
            List.of(),
            routes,
            routes.stream()
                .map(r -> new KernelRoute(r.prefix(), r.nextHop(), "eth0", "unicast"))
                .toList()));
  }

  private void intent(World next) {
    world = next;
    rounds.onIntent(next);
  }

  private int missing(String node) {
    return records.find("paris", node).map(NodeStatus::missingRoutes).orElseThrow();
  }

  private double unreadableNodes(String cluster) {
    return meters.get("podspan_unreadable_nodes").tag("cluster", cluster).gauge().value();
  }

  @Test
  void aClusterOfAnotherInstanceIsNotRead() {
    intent(JOINED);
    ours.remove("paris");
    assertThat(rounds.round("paris")).isEqualTo(Duration.ofSeconds(1));
    assertThat(read).isEmpty();
  }

  @Test
  void whatWasReadWhileAnotherInstanceTookOverIsNotKeptAndCounted() {
    intent(JOINED);
    nodes.put("n1", WITHOUT_ROUTES);
    rounds.round("paris");
    assertThat(missing("n1")).isEqualTo(1);
    nodes.put("n1", WITH_ROUTE);
    duringTheRead = () -> records.over.add(new Charge("paris", 1));
    rounds.round("paris");
    rounds.look("paris", "n1");
    assertThat(missing("n1")).isEqualTo(1);
    assertThat(meters.get("podspan_late_looks").counter().count()).isEqualTo(3);
    term = 2;
    rounds.round("paris");
    assertThat(missing("n1")).isZero();
  }

  @Test
  void aClusterThatIsTakenOverLaterIsNotToldAsANewStart() {
    intent(JOINED);
    ours.remove("tokyo");
    rounds.round("paris");
    assertThat(records.looks).containsExactly("paris/n1", "paris/n2");
    nanos = Duration.ofMinutes(4).toNanos();
    ours.add("tokyo");
    rounds.round("tokyo");
    assertThat(records.looks).containsExactly("paris/n1", "paris/n2");
  }

  @Test
  void everyNodeIsComparedWithTheIntent() {
    intent(JOINED);
    nodes.put("n2", WITHOUT_ROUTES);
    rounds.round("paris");
    assertThat(missing("n1")).isZero();
    assertThat(missing("n2")).isEqualTo(1);
  }

  @Test
  void aCompleteClusterIsReadSeldomAnIncompleteOneMoreOften() {
    intent(JOINED);
    assertThat(rounds.round("paris")).isEqualTo(STEADY);
    nodes.put("n2", WITHOUT_ROUTES);
    assertThat(rounds.round("paris")).isEqualTo(CONVERGING);
    nodes.put("n2", new ReadOutcome.Unreadable("no pod"));
    assertThat(rounds.round("paris")).isEqualTo(CONVERGING);
    assertThat(unreadableNodes("paris")).isEqualTo(1);
  }

  @Test
  void afterAHintRoundsFollowQuicklyForFiveSeconds() {
    intent(JOINED);
    rounds.onHint("paris");
    assertThat(rounds.round("paris")).isLessThan(CONVERGING);
    nanos += Duration.ofSeconds(5).toNanos();
    assertThat(rounds.round("paris")).isEqualTo(STEADY);
  }

  @Test
  void eachLookAtANodeIsToldWhileARolloutIsAtIt() {
    intent(JOINED);
    rounds.round("paris");
    assertThat(records.looks).as("the first look").containsExactly("paris/n1", "paris/n2");
    records.looks.clear();
    rounds.round("paris");
    assertThat(records.looks).isEmpty();
    assertThat(rounds.onRollout(new RolloutEvent.NodeRestarting(ROLLOUT, "n1", 1, 2, "pod")))
        .isTrue();
    rounds.round("paris");
    nanos += Duration.ofSeconds(30).toNanos();
    assertThat(rounds.round("paris")).isLessThan(CONVERGING);
    assertThat(records.looks).containsExactly("paris/n1", "paris/n1");
    rounds.onRollout(new RolloutEvent.NodeVerified(ROLLOUT, "n1", 1, 2, List.of(), 1));
    rounds.round("paris");
    assertThat(records.looks).hasSize(2);
  }

  @Test
  void aRolloutThatIsNotHeardOfAgainDoesNotCountForEver() {
    intent(JOINED);
    rounds.onRollout(new RolloutEvent.NodeRestarting(ROLLOUT, "n1", 1, 2, "pod"));
    rounds.round("paris");
    records.looks.clear();
    nanos += Duration.ofHours(7).toNanos();
    rounds.round("paris");
    assertThat(records.looks).isEmpty();
  }

  @Test
  void theNodesOfARemovedClusterAndANodeThatIsGoneAreForgotten() {
    intent(JOINED);
    rounds.round("paris");
    rounds.round("tokyo");
    intent(
        JOINED
            .after(new ClusterRemoved("tokyo"))
            .after(new ClusterChangedV1(cluster("paris", "10.1.0.0/24", "192.0.2.11", "n1"))));
    rounds.forget();
    assertThat(records.statuses).containsOnlyKeys("paris/n1");
    assertThat(meters.find("podspan_unreadable_nodes").tag("cluster", "tokyo").gauge()).isNull();
  }

  @Test
  void nothingIsForgottenBeforeTheIntentWasReadAsAWhole() {
    intent(JOINED);
    rounds.round("paris");
    settled = false;
    intent(World.EMPTY);
    rounds.forget();
    assertThat(records.statuses).containsOnlyKeys("paris/n1", "paris/n2");
    settled = true;
    rounds.forget();
    assertThat(records.statuses).isEmpty();
  }

  @Test
  void whatReflectorsSaidOfANodeIsForgottenOnceTheIntentDoesNotCoverIt() {
    intent(JOINED);
    Instant longAgo = Instant.now().minusSeconds(600);
    peers.hear(established("192.0.2.31"), longAgo);
    peers.hear(established("192.0.2.99"), longAgo);
    peers.hear(established("192.0.2.98"), Instant.now());
    rounds.forget();
    assertThat(peers.words).containsOnlyKeys("reflector/192.0.2.31", "reflector/192.0.2.98");
    intent(JOINED.after(new InterconnectWithdrawn("europe")));
    rounds.forget();
    assertThat(peers.words).containsOnlyKeys("reflector/192.0.2.98");
  }

  private static SessionEstablished established(String address) {
    return new SessionEstablished(
        new PeerIdentity("reflector", address, "tokyo", "t1"),
        64512,
        address,
        90,
        List.of("ipv4-unicast"));
  }

  @Test
  void theReasonIsTheFirstBreakThatTheReflectorKnowsOf() {
    intent(JOINED);
    nodes.put(
        "n1",
        new ReadOutcome.Read(
            new NodeTables(
                List.of(new NodeSession("192.0.2.1", 64512, "Established", false)),
                List.of(),
                List.of())));
    rounds.round("paris");
    assertThat(cause("n1")).isEqualTo(new OriginReason.NotTold("reflector", "tokyo", "t1"));
    PeerIdentity tokyo = new PeerIdentity("reflector", "192.0.2.31", "tokyo", "t1");
    Instant at = Instant.parse("2026-01-02T12:00:00Z");
    peers.hear(established("192.0.2.31"), at);
    peers.hear(
        new PeerRoutesChanged(tokyo, true, false, List.of(), 0, List.of()), at.plusSeconds(2));
    rounds.round("paris");
    assertThat(cause("n1"))
        .isEqualTo(
            new OriginReason.NothingAnnounced(
                "reflector", "tokyo", "t1", "2026-01-02T12:00:00Z", false));
  }

  private RouteReason cause(String node) {
    return records
        .find("paris", node)
        .map(status -> status.known().missing().getFirst().cause())
        .orElseThrow();
  }

  @Test
  void aSessionConcernsAllClustersThatItsClusterIsJoinedWith() {
    intent(JOINED);
    assertThat(rounds.concernedBy("tokyo")).containsExactlyInAnyOrder("paris", "tokyo");
    assertThat(rounds.concernedBy("oslo")).containsExactly("oslo");
  }

  @Test
  void whatCouldNotBeForgottenIsForgottenTheNextTime() {
    intent(JOINED);
    rounds.round("tokyo");
    intent(JOINED.after(new ClusterRemoved("tokyo")));
    records.away = true;
    assertThatIllegalStateException().isThrownBy(rounds::forget);
    records.away = false;
    rounds.round("paris");
    assertThat(records.statuses).as("no round waits for that").containsKey("tokyo/t1");
    rounds.forget();
    assertThat(records.statuses).containsOnlyKeys("paris/n1", "paris/n2");
  }

  @Test
  void afterALookDuringWhichTheIntentChangedItIsAskedToForget() {
    AtomicInteger asked = new AtomicInteger();
    rounds.forgottenBy(asked::incrementAndGet);
    intent(JOINED);
    rounds.round("paris");
    assertThat(asked).hasValue(0);
    duringTheRead = () -> intent(JOINED.after(new InterconnectWithdrawn("europe")));
    rounds.round("paris");
    assertThat(asked).hasValue(1);
  }

  @Test
  void aNodeThatLeftWhileItWasReadIsNotKept() {
    intent(JOINED);
    duringTheRead =
        () ->
            intent(
                JOINED.after(
                    new ClusterChangedV1(cluster("paris", "10.1.0.0/24", "192.0.2.11", "n1"))));
    rounds.round("paris");
    assertThat(records.statuses).containsOnlyKeys("paris/n1");
  }

  @Test
  void afterAWithdrawalNothingIsMissingEvenOfANodeThatCannotBeRead() {
    intent(JOINED);
    nodes.put("n2", WITHOUT_ROUTES);
    rounds.round("paris");
    nodes.put("n2", new ReadOutcome.Unreadable("no pod"));
    intent(JOINED.after(new InterconnectWithdrawn("europe")));
    duringTheRead = () -> assertThat(missing("n2")).isZero();
    rounds.round("paris");
    assertThat(missing("n2")).isZero();
  }

  @Test
  void aWithdrawalDuringTheReadCounts() {
    intent(JOINED);
    nodes.put("n1", WITHOUT_ROUTES);
    duringTheRead = () -> intent(JOINED.after(new InterconnectWithdrawn("europe")));
    rounds.round("paris");
    assertThat(missing("n1")).isZero();
  }

  @Test
  void whatCannotBeReadWhileTheServiceStopsIsNotKept() {
    intent(JOINED);
    nodes.put("n2", new ReadOutcome.Unreadable("the client is closed"));
    duringTheRead = rounds::stop;
    rounds.round("paris");
    assertThat(records.statuses).containsOnlyKeys("paris/n1");
  }

  @Test
  void aClusterThatIsFollowedIsReadAsANetOnly() {
    intent(JOINED);
    feeds.following.add("paris");
    assertThat(rounds.round("paris")).isEqualTo(FOLLOWED);
    nodes.put("n2", WITHOUT_ROUTES);
    assertThat(rounds.round("paris")).isEqualTo(STEADY);
    rounds.onHint("paris");
    assertThat(rounds.round("paris")).isLessThan(CONVERGING);
    assertThat(meters.get("podspan_node_feeds").tag("state", "following").gauge().value())
        .isEqualTo(1);
  }

  @Test
  void theSessionsWithItsReflectorsAreFollowed() {
    intent(JOINED);
    rounds.round("paris");
    assertThat(feeds.kept).containsOnly(Map.entry("paris", Set.of("192.0.2.1")));
  }

  @Test
  void aClusterThatIsGoneOrOfAnotherInstanceIsFollowedNoLonger() {
    intent(JOINED);
    rounds.round("paris");
    rounds.round("tokyo");
    ours.remove("paris");
    rounds.round("paris");
    assertThat(feeds.kept).containsOnlyKeys("tokyo");
    intent(JOINED.after(new ClusterRemoved("tokyo")));
    assertThat(feeds.kept).isEmpty();
  }

  @Test
  void aClusterThatIsRemovedDuringItsRoundIsFollowedNoLonger() {
    intent(JOINED);
    rounds.round("tokyo");
    duringTheRead = () -> intent(JOINED.after(new ClusterRemoved("tokyo")));
    rounds.round("tokyo");
    assertThat(feeds.kept).isEmpty();
  }

  @Test
  void aLookThatAFeedAsksForIsOfOneNodeAndCounts() {
    intent(JOINED);
    rounds.round("paris");
    nodes.put("n2", WITHOUT_ROUTES);
    assertThat(rounds.look("paris", "n2")).isTrue();
    assertThat(looks).containsExactly("paris/n2");
    assertThat(read).containsExactly("paris");
    assertThat(missing("n2")).isEqualTo(1);
    assertThat(missing("n1")).isZero();
    assertThat(meters.get("podspan_missing_routes").tag("cluster", "paris").gauge().value())
        .isEqualTo(1);
  }

  @Test
  void aLookOfAFeedThatCouldNotReadTheNodeIsLeftToTheRounds() {
    intent(JOINED);
    rounds.round("paris");
    nodes.put("n2", new ReadOutcome.Unreadable("its pod ends"));
    assertThat(rounds.look("paris", "n2")).isFalse();
    assertThat(records.find("paris", "n2").orElseThrow().readable()).isTrue();
  }

  @Test
  void aLookThatLeftAQuestionUnansweredIsNotWhole() {
    intent(JOINED);
    nodes.put(
        "n2",
        new ReadOutcome.Read(
            new NodeTables(
                new Answer.Unread<>("it hangs"),
                Answer.of(new RouterTable(List.of(TO_TOKYO)), null),
                Answer.of(List.of(), null),
                null)));
    assertThat(rounds.look("paris", "n2")).isFalse();
  }

  @Test
  void aNodeThatIsNotOursOrNotThereIsNotLookedAt() {
    intent(JOINED);
    assertThat(rounds.look("paris", "n9")).isFalse();
    assertThat(rounds.look("oslo", "n1")).isFalse();
    ours.remove("paris");
    assertThat(rounds.look("paris", "n1")).isFalse();
    assertThat(looks).isEmpty();
    assertThat(records.statuses).isEmpty();
  }

  @Test
  void aNodeThatLeftWhileItsFeedAskedForALookIsNotKept() {
    intent(JOINED);
    duringTheRead = () -> intent(JOINED.after(new ClusterRemoved("paris")));
    assertThat(rounds.look("paris", "n1")).isFalse();
    assertThat(records.statuses).isEmpty();
  }

  @Test
  void whereItIsNotClearYetWhereARouteBrokeBothItsEndsAreLookedAtAgain() {
    List<String> triggered = new ArrayList<>();
    rounds.triggeredBy(triggered::add);
    intent(JOINED);
    feeds.following.add("paris");
    tokyoAnnouncesWhatN1Lacks();
    rounds.round("tokyo");
    triggered.clear();
    assertThat(rounds.round("paris")).isLessThan(CONVERGING);
    assertThat(records.find("paris", "n1").orElseThrow().unclear()).isTrue();
    assertThat(triggered).as("its own next round comes soon by itself").containsExactly("tokyo");
    triggered.clear();
    rounds.look("paris", "n1");
    assertThat(triggered).as("they were asked for just now").isEmpty();
    nanos += Duration.ofSeconds(2).toNanos();
    rounds.look("paris", "n1");
    assertThat(triggered).containsExactlyInAnyOrder("paris", "tokyo");
  }

  @Test
  void whatStaysUnclearForLongIsNoReasonToHurryForEver() {
    intent(JOINED);
    feeds.following.add("paris");
    tokyoAnnouncesWhatN1Lacks();
    rounds.round("tokyo");
    for (int second = 0; second < 10; second++) {
      rounds.round("paris");
      nanos += Duration.ofSeconds(1).toNanos();
    }
    assertThat(records.find("paris", "n1").orElseThrow().unclear()).isTrue();
    assertThat(rounds.round("paris")).isEqualTo(CONVERGING);
  }

  private void tokyoAnnouncesWhatN1Lacks() {
    PeerIdentity tokyo = new PeerIdentity("reflector", "192.0.2.31", "tokyo", "t1");
    Instant at = Instant.parse("2026-01-02T12:00:00Z");
    peers.hear(established("192.0.2.31"), at);
    peers.hear(
        new PeerRoutesChanged(
            tokyo, true, false, List.of("ipv4-unicast"), 1, List.of(TO_TOKYO.prefix())),
        at.plusSeconds(2));
    nodes.put(
        "n1",
        new ReadOutcome.Read(
            new NodeTables(
                List.of(new NodeSession("192.0.2.1", 64512, "Established", false)),
                List.of(),
                List.of())));
  }
}
