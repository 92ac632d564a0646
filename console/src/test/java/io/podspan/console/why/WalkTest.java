package io.podspan.console.why;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podspan.console.Scene;
import io.podspan.console.journal.Entry;
import io.podspan.console.journal.Freshness;
import io.podspan.console.journal.MemoryJournal;
import io.podspan.console.journal.Projection;
import io.podspan.console.overview.Overview;
import io.podspan.console.why.Explanation.Verdict;
import io.podspan.events.ClusterState;
import io.podspan.events.Event;
import io.podspan.events.IntentEvent;
import io.podspan.events.NodeReach;
import io.podspan.events.NodeState;
import io.podspan.events.ProbeEvent;
import io.podspan.events.ProbeEvent.Reachability;
import io.podspan.events.RouteEntry;
import io.podspan.events.RouteEvent;
import io.podspan.events.SessionEvent;
import io.podspan.events.reason.OriginReason;
import io.podspan.events.reason.PathReason;
import io.podspan.events.reason.RouteReason;
import io.podspan.events.reason.SessionEnd;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WalkTest {
  private static final ClusterState PARIS = Scene.CLUSTERS.getFirst();
  private static final ClusterState TOKYO = Scene.CLUSTERS.getLast();
  private static final NodeState PARIS_1 = PARIS.nodes().getFirst();
  private static final NodeState TOKYO_1 = TOKYO.nodes().getFirst();

  private static final Freshness CURRENT = new Freshness(Freshness.State.CURRENT, 0, Scene.START);

  /** Each reason why a route lacks, and words that its sentence has to have. */
  private static final List<Arguments> BREAKS =
      List.of(
          row(new RouteReason.NoReflectorSession(List.of("198.18.0.1")), "has no session"),
          row(new RouteReason.ReflectorSessionDown(List.of("198.18.0.1")), "not Established"),
          row(
              new RouteReason.ReflectorUnreachable("198.18.0.1", "198.18.0.1/32", "blackhole"),
              "198.18.0.1/32 as blackhole"),
          row(new RouteReason.SessionsUnread("exec forbidden"), "exec forbidden"),
          row(new OriginReason.RouterDown("tokyo", "tokyo-1", "it hangs"), "router of tokyo-1"),
          row(new OriginReason.Unread("tokyo", "tokyo-1", "no pod"), "could not be read: no pod"),
          row(
              new OriginReason.NoSession("reflector", "tokyo", "tokyo-1", null, null),
              "tokyo-1 has no session"),
          row(
              new OriginReason.NothingAnnounced("reflector", "tokyo", "tokyo-1", null, true),
              "announced nothing"),
          row(
              new OriginReason.NotAnnounced(
                  "reflector", "tokyo", "tokyo-1", List.of("10.9.0.0/24")),
              "has not announced this prefix"),
          row(
              new OriginReason.Rejected("reflector", "tokyo", "tokyo-1", "outside", "Fix it."),
              "rejected this prefix"),
          row(new OriginReason.NotTold("reflector", "tokyo", "tokyo-1"), "has not said"),
          row(new RouteReason.NotReceived(List.of("198.18.0.1")), "did not take it"),
          row(new RouteReason.WithheldByReflector("reflector", "other-domain"), "other-domain"),
          row(new RouteReason.RefusedByImportPolicy("reflector"), "sends the route to this node"),
          row(new RouteReason.OtherNextHop(List.of("198.18.0.99")), "through 198.18.0.99"),
          row(new RouteReason.OtherKernelRoute("blackhole", null, null), "as blackhole"),
          row(new RouteReason.ForeignRoute("static", "198.18.0.99", "eth0"), "protocol static"),
          row(new RouteReason.StaleRoute("198.18.0.99", "eth0"), "has it not any more"),
          row(new RouteReason.MultipathPartlyWrong(List.of("198.18.0.99")), "several next hops"),
          row(new RouteReason.TunnelElsewhere("tun-1", "198.18.0.99"), "tunnel tun-1"),
          row(new RouteReason.OtherTable("77", "all", "blackhole", null, null), "table 77"),
          row(new RouteReason.InterfaceDown("198.18.0.31", "eth0", "down"), "eth0 towards"),
          row(new RouteReason.AddressGone("198.18.0.11", List.of()), "has its address"),
          row(new RouteReason.KernelHopDown("198.18.0.31", "eth0"), "eth0 towards"),
          row(
              new RouteReason.Shadowed("10.3.0.0/25", "blackhole", null, null),
              "more specific 10.3.0.0/25"),
          row(new RouteReason.KernelRefused(null, null, null), "did not take it"),
          row(new RouteReason.NextHopOffSubnet("198.18.0.31"), "on no subnet"),
          row(new RouteReason.NotInstalled(), "did not install it"),
          row(new RouteReason.RibUnread("no pod"), "the kernel lacks the route"));

  private static Arguments row(RouteReason reason, String words) {
    return Arguments.of(reason, words);
  }

  static Stream<Arguments> breaks() {
    return BREAKS.stream();
  }

  static Stream<Arguments> pairsOfBreaks() {
    return BREAKS.stream()
        .flatMap(
            first ->
                BREAKS.stream()
                    .filter(second -> second != first)
                    .map(second -> Arguments.of(first.get()[0], second.get()[0])));
  }

  @Test
  void allIsWellWherePingsAnswerBothWays() {
    Explanation answer = ask("paris", "tokyo", measured());
    assertThat(answer.verdict()).isEqualTo(Verdict.REACHABLE);
    assertThat(answer.sentence())
        .isEqualTo(
            "paris reaches tokyo, and back: 16 of 16 pairs of probe pods of paris to tokyo had an answer,"
                + " 0.14 ms on average.");
    assertThat(answer.code()).isNull();
    assertThat(answer.also()).isEmpty();
    assertThat(answer.stages()).allMatch(stage -> stage.is(Stage.State.PASS));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("breaks")
  void everyBreakIsNamed(RouteReason reason, String words) {
    Explanation answer = ask("paris/node/paris-1", "tokyo", measured(), lacksForth(reason));
    assertThat(answer.verdict()).isEqualTo(Verdict.UNREACHABLE);
    assertThat(answer.code()).isEqualTo(reason.code());
    assertThat(answer.sentence())
        .startsWith("paris/node/paris-1 does not reach tokyo: paris-1 cannot send to 10.3.0.0/24: ")
        .contains(words);
    assertThat(answer.toDo()).isNotBlank();
    assertThat(answer.stages())
        .filteredOn(stage -> stage.is(Stage.State.FAIL))
        .singleElement()
        .satisfies(stage -> assertThat(stage.evidence().getFirst().at()).isNotNull());
  }

  @Test
  void aRouterThatAnnouncesThePrefixOfAnotherClusterIsNamed() {
    Explanation answer =
        ask(
            "paris/node/paris-1",
            "tokyo",
            measured(),
            lacksForth(new RouteReason.OtherNextHop(List.of("0.0.0.0"))));
    assertThat(answer.code()).isEqualTo("cidr-of-other-cluster");
    assertThat(answer.sentence())
        .contains("on paris-1 paris announces 10.3.0.0/24, which belongs to tokyo");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("breaks")
  void everyBreakIsNamedOnTheWayBack(RouteReason reason, String words) {
    Explanation answer = ask("tokyo", "paris", measured(), lacksForth(reason));
    assertThat(answer.code()).isEqualTo(reason.code());
    assertThat(answer.sentence())
        .contains("the answers do not come back: paris-1 cannot send", words);
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("pairsOfBreaks")
  void ofTwoBreaksTheFirstOnTheWayIsNamedAndThenTheOther(RouteReason first, RouteReason second) {
    Explanation answer =
        ask(
            "paris",
            "tokyo",
            measured(),
            lacksForth(first),
            lacks(TOKYO, TOKYO_1, PARIS_1, second));
    assertThat(answer.code()).isEqualTo(first.code());
    assertThat(answer.also()).extracting(Cause::code).containsExactly(second.code());
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("pairsOfBreaks")
  void theBreakBehindTheFirstOneIsNamedToo(RouteReason first, RouteReason second) {
    Event missing =
        RouteEvent.RouteMissing.because(
                first, "paris", "paris-1", to(TOKYO_1), RouteEvent.Table.FIB)
            .also(second);
    Explanation answer = ask("paris", "tokyo", measured(), missing);
    assertThat(answer.code()).isEqualTo(first.code());
    assertThat(answer.also()).extracting(Cause::code).containsExactly(second.code());
    assertThat(answer.also().getFirst().text()).startsWith("on paris-1 ");
  }

  @Test
  void oneCauseOfManyGapsIsSaidOnce() {
    List<Event> events = new ArrayList<>(measured());
    for (NodeState node : PARIS.nodes()) {
      for (NodeState other : TOKYO.nodes()) {
        events.add(lacks(PARIS, node, other, new RouteReason.NotInstalled()));
      }
    }
    Explanation answer = ask("paris", "tokyo", events);
    assertThat(answer.sentence())
        .contains("paris-1, paris-2 cannot send to 10.3.0.0/24, 10.3.1.0/24");
    assertThat(answer.also()).isEmpty();
  }

  @Test
  void aSessionThatIsDownIsToldFromBothEnds() {
    Event lost =
        SessionEvent.SessionLost.because(
            new SessionEnd.HoldTimerExpired(90), Scene.peer(PARIS, PARIS_1), 83_000);
    Explanation answer =
        ask(
            "paris",
            "tokyo",
            measured(),
            lost,
            Scene.nodeSessions(PARIS, PARIS_1, "Active"),
            lacksForth(new RouteReason.ReflectorSessionDown(List.of("198.18.0.1"))));
    assertThat(answer.code()).isEqualTo("session-blocked");
    assertThat(answer.sentence())
        .contains("packets between paris-1 (198.18.0.11) and reflector reflector do not arrive")
        .contains("the router there says Active");
    assertThat(answer.toDo()).contains("198.18.0.1 port 179");
  }

  @Test
  void aCauseThatStopsBothWaysIsSaidOnce() {
    RouteReason session = new RouteReason.ReflectorSessionDown(List.of("198.18.0.1"));
    Event lost =
        SessionEvent.SessionLost.because(
            new SessionEnd.HoldTimerExpired(90), Scene.peer(PARIS, PARIS_1), 83_000);
    Event noSession =
        lacks(
            TOKYO,
            TOKYO_1,
            PARIS_1,
            new OriginReason.NoSession("reflector", "paris", "paris-1", null, null));
    Event active = Scene.nodeSessions(PARIS, PARIS_1, "Active");
    Explanation answer =
        ask("paris", "tokyo", measured(), lost, active, lacksForth(session), noSession);
    assertThat(answer.code()).isEqualTo("session-blocked");
    assertThat(answer.also()).isEmpty();
  }

  @Test
  void aRouterThatStartsWhileItIsLookedAtTwiceIsSaidOnce() {
    Answer<Measurement> unmeasured = Answer.unasked("no pod");
    Live.Way forth =
        new Live.Way(
            "paris-1 to tokyo-1",
            unmeasured,
            unmeasured,
            routerOfParis("no kube-router pod is on it"),
            Answer.unasked("no time"));
    Live.Way back =
        new Live.Way(
            "tokyo-1 to paris-1",
            unmeasured,
            unmeasured,
            Answer.unasked("no time"),
            routerOfParis("its pod is not scheduled"));
    Live live =
        new Live(
            Answer.unasked("no pod"), Answer.unasked("no pod"), forth, back, List.of(), List.of());
    List<Event> events = new ArrayList<>(measured());
    events.add(Scene.stalled(PARIS, PARIS_1));
    Instant now = MemoryJournal.entries(events).getLast().time();
    Explanation answer = Walk.of(known(now, "paris", "tokyo", events, CURRENT).with(live));
    assertThat(answer.also())
        .extracting(Cause::text)
        .containsExactly("the router of paris-1 does not run: no kube-router pod is on it");
  }

  private static Answer<Checked> routerOfParis(String why) {
    Cause cause = Cause.of(new PathReason.RouterStopped("paris-1", null, why));
    return new Answer.Said<>(
        new Checked(
            "paris",
            "paris-1",
            "FORWARDED",
            "",
            null,
            null,
            List.of(),
            List.of(new Checked.Finding(cause, List.of())),
            List.of()),
        Scene.START);
  }

  @Test
  void aReflectorThatNoNodeHasASessionWithIsStopped() {
    List<Event> events = new ArrayList<>(measured());
    for (ClusterState cluster : Scene.CLUSTERS) {
      cluster.nodes().forEach(n -> events.add(Scene.nodeSessions(cluster, n, "Connect")));
    }
    events.add(lacksForth(new RouteReason.ReflectorSessionDown(List.of("198.18.0.1"))));
    events.add(
        lacks(
            TOKYO,
            TOKYO_1,
            PARIS_1,
            new OriginReason.NoSession("reflector", "paris", "paris-1", null, null)));
    Explanation answer = ask("paris", "tokyo", events);
    assertThat(answer.code()).isEqualTo("reflector-stopped");
    assertThat(answer.sentence()).contains("no node has a session with reflector reflector");
  }

  @Test
  void aSessionThatStallsWhileRoutesStandStopsNoPacket() {
    Explanation answer = ask("paris", "tokyo", measured(), Scene.stalled(PARIS, PARIS_1));
    assertThat(answer.verdict()).isEqualTo(Verdict.REACHABLE);
    assertThat(answer.also()).extracting(Cause::code).containsExactly("session-stalled");
  }

  @Test
  void pingsThatFailWithoutABreakAreTheAnswer() {
    Explanation answer =
        ask(
            "paris",
            "tokyo",
            measured(),
            Scene.reachability("paris", "tokyo", Reachability.UNREACHABLE, 0),
            Scene.round("paris", "tokyo", 2, 0));
    assertThat(answer.verdict()).isEqualTo(Verdict.UNREACHABLE);
    assertThat(answer.sentence())
        .contains("16 of 16 pairs of probe pods of paris to tokyo get no answer");
    assertThat(answer.toDo()).contains("packet filters");
  }

  @Test
  void pingsBesideABreakAreNoCauseOfTheirOwn() {
    Explanation answer =
        ask(
            "paris",
            "tokyo",
            measured(),
            Scene.reachability("paris", "tokyo", Reachability.UNREACHABLE, 0),
            Scene.round("paris", "tokyo", 2, 0),
            lacksForth(new RouteReason.NotInstalled()));
    assertThat(answer.code()).isEqualTo("route-not-installed");
    assertThat(answer.also()).isEmpty();
  }

  @Test
  void aRouteThatCouldNotBeReadIsNotMissing() {
    Explanation answer =
        ask("paris", "tokyo", measured(), lacksForth(new RouteReason.KernelUnread("exec hangs")));
    assertThat(answer.stages())
        .filteredOn(stage -> stage.name().equals("route"))
        .anyMatch(stage -> stage.is(Stage.State.UNKNOWN) && stage.text().contains("exec hangs"));
    assertThat(answer.code()).isNull();
  }

  @Test
  void pingsThatCameLaterBetweenTheSameNodesSayThatPacketsPass() {
    Event later = roundBetween("paris-1", "tokyo-1", 4);
    Event gap = lacksForth(new RouteReason.NotInstalled());
    Explanation answer = ask("paris", "tokyo", measured(), gap, later);
    assertThat(answer.verdict()).isEqualTo(Verdict.REACHABLE);
    assertThat(answer.also()).extracting(Cause::code).containsExactly("route-not-installed");
    assertThat(ask("paris", "tokyo", measured(), later, gap).verdict())
        .isEqualTo(Verdict.UNREACHABLE);
    assertThat(
            ask("paris", "tokyo", measured(), gap, roundBetween("paris-2", "tokyo-1", 4)).verdict())
        .isEqualTo(Verdict.UNREACHABLE);
  }

  private static Event roundBetween(String from, String to, int reachable) {
    return new ProbeEvent.ProbeRound(
        "paris",
        "tokyo",
        2,
        16,
        16,
        80L,
        140L,
        410L,
        List.of(),
        900,
        List.of(new NodeReach(from, to, 4, reachable)));
  }

  @Test
  void podsThatWereNotAskedAreNotReached() {
    Event partly =
        new ProbeEvent.ReachabilityChanged(
            "paris",
            "tokyo",
            Reachability.REACHABLE,
            Reachability.PARTIAL,
            1,
            1,
            "exec is refused");
    Event round =
        new ProbeEvent.ProbeRound("paris", "tokyo", 2, 1, 1, 80L, 140L, 410L, List.of(), 900);
    Explanation answer = ask("paris", "tokyo", measured(), partly, round);
    assertThat(answer.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(answer.sentence()).contains("1 of 1 pairs").contains("exec is refused");
  }

  @Test
  void theRoutesOfANodeThatCannotBeReadAreNotKnown() {
    Event unread = new RouteEvent.NodeRead("paris", "paris-1", false, "its router does not run");
    Explanation answer =
        ask(
            "paris",
            "tokyo",
            measured(),
            unread,
            Scene.reachability("paris", "tokyo", Reachability.UNREACHABLE, 0),
            Scene.round("paris", "tokyo", 2, 0));
    assertThat(answer.stages())
        .filteredOn(stage -> stage.name().equals("route") && stage.is(Stage.State.UNKNOWN))
        .singleElement()
        .satisfies(stage -> assertThat(stage.text()).contains("its router does not run"));
    assertThat(answer.sentence())
        .contains("get no answer")
        .endsWith("; the routes of paris-1 are not known: its router does not run.");
  }

  @Test
  void pingsThatAreOldDoNotAnswerForAGap() {
    List<Event> events = new ArrayList<>(measured());
    events.add(lacksForth(new RouteReason.NotInstalled()));
    events.add(roundBetween("paris-1", "tokyo-1", 4));
    Instant now = MemoryJournal.entries(events).getLast().time().plusSeconds(600);
    assertThat(askAt(now, "paris", "tokyo", events).code()).isEqualTo("route-not-installed");
  }

  @Test
  void aBreakThatOnlyAJournalKnowsWhichLagsIsNotKnown() {
    List<Event> events = new ArrayList<>(measured());
    events.add(lacksForth(new RouteReason.NotInstalled()));
    Instant now = MemoryJournal.entries(events).getLast().time();
    Freshness behind = new Freshness(Freshness.State.BEHIND, 7, Scene.START);
    Explanation answer = askAt(now, "paris", "tokyo", events, behind);
    assertThat(answer.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(answer.code()).isNull();
    assertThat(answer.sentence())
        .startsWith(
            "Could not find out whether paris reaches tokyo: the journal is 7 events behind what has"
                + " happened, and by what it has paris-1 cannot send to 10.3.0.0/24: ");
    assertThat(answer.also())
        .extracting(Cause::code)
        .containsExactly("route-not-installed", "journal-behind");
  }

  @Test
  void whatIsTooOldIsNotKnown() {
    Explanation answer = askAt(Scene.START.plusSeconds(3_600), "paris", "tokyo", measured());
    assertThat(answer.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(answer.sentence()).startsWith("Could not find out").contains("s old");
  }

  @Test
  void whatWasNeverMeasuredIsNotKnown() {
    Explanation answer = ask("paris", "tokyo", Scene.declared());
    assertThat(answer.verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void clustersWithoutAnInterconnectAreNotMeantToReachEachOther() {
    Explanation answer =
        ask("paris", "tokyo", measured(), new IntentEvent.InterconnectWithdrawn("demo"));
    assertThat(answer.code()).isEqualTo("not-joined");
    assertThat(answer.toDo()).contains("--clusters paris,tokyo");
  }

  @Test
  void aNodeThatIsLeftOutIsWhereItEnds() {
    NodeState out =
        new NodeState("tokyo-1", TOKYO_1.address(), TOKYO_1.podCidrs(), "tokyo-1 is not Ready.");
    Explanation answer =
        ask("paris", "tokyo/node/tokyo-1", measured(), new IntentEvent.NodeChanged("tokyo", out));
    assertThat(answer.code()).isEqualTo("node-left-out");
    assertThat(answer.sentence()).endsWith("is left out: tokyo-1 is not Ready.");
  }

  @Test
  void pingsBetweenTwoNodesDecideOfThoseNodes() {
    Event round =
        new ProbeEvent.ProbeRound(
            "paris",
            "tokyo",
            2,
            16,
            12,
            80L,
            140L,
            410L,
            List.of(),
            900,
            List.of(new NodeReach("paris-1", "tokyo-1", 4, 0)));
    Explanation answer =
        ask(
            "paris/node/paris-1",
            "tokyo/node/tokyo-1",
            measured(),
            Scene.reachability("paris", "tokyo", Reachability.PARTIAL, 12),
            round);
    assertThat(answer.sentence())
        .contains("4 of 4 pairs of probe pods of paris to tokyo get no answer");
  }

  @Test
  void aPodIsNotKnownByTheProbePodsBesideIt() {
    Explanation answer = ask("paris/web-0", "10.3.0.7", measured());
    assertThat(answer.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(answer.sentence()).contains("paris/web-0");
  }

  @Test
  void anAddressTakesTheRouteOfItsPrefixOnly() {
    Event other = lacks(PARIS, PARIS_1, TOKYO.nodes().getLast(), new RouteReason.NotInstalled());
    assertThat(ask("paris/node/paris-1", "10.3.0.7", measured(), other).verdict())
        .isEqualTo(Verdict.UNKNOWN);
    assertThat(ask("paris/node/paris-1", "10.3.1.7", measured(), other).code())
        .isEqualTo("route-not-installed");
  }

  @Test
  void aClusterIpThatTwoClustersHaveIsNamed() {
    Explanation answer =
        ask(
            "paris/node/paris-1",
            "10.96.0.10",
            measured(),
            withServices(PARIS, "10.96.0.0/16"),
            withServices(TOKYO, "10.96.0.0/12"));
    assertThat(answer.verdict()).isEqualTo(Verdict.UNREACHABLE);
    assertThat(answer.code()).isEqualTo("service-ip-overlap");
    assertThat(answer.sentence()).contains("10.96.0.10 is a ClusterIP of paris, tokyo alike");
  }

  private static Event withServices(ClusterState of, String serviceCidr) {
    return new IntentEvent.ClusterChangedV1(
        new ClusterState(
            of.name(),
            of.cni(),
            of.cniVersion(),
            of.asn(),
            of.podCidrs(),
            List.of(serviceCidr),
            of.nodes(),
            of.access()));
  }

  @Test
  void anEndThatNobodyHasIsRefused() {
    for (String end : List.of("rome", "paris/node/rome-1", "192.0.2.1")) {
      assertThatThrownBy(() -> ask(end, "tokyo", measured()))
          .isInstanceOf(UnknownEndException.class);
    }
  }

  private static Event lacksForth(RouteReason reason) {
    return lacks(PARIS, PARIS_1, TOKYO_1, reason);
  }

  private static Event lacks(
      ClusterState cluster, NodeState node, NodeState target, RouteReason reason) {
    return RouteEvent.RouteMissing.because(
        reason, cluster.name(), node.name(), to(target), RouteEvent.Table.FIB);
  }

  private static RouteEntry to(NodeState node) {
    return new RouteEntry(node.podCidrs().getFirst(), node.address());
  }

  /** Everything is well. */
  private static List<Event> measured() {
    return Scene.whole();
  }

  private static Explanation ask(String from, String to, List<Event> events, Event... more) {
    List<Event> all = new ArrayList<>(events);
    all.addAll(List.of(more));
    List<Entry> entries = MemoryJournal.entries(all);
    return askAt(entries.getLast().time(), from, to, all);
  }

  private static Explanation askAt(Instant now, String from, String to, List<Event> events) {
    return askAt(now, from, to, events, CURRENT);
  }

  private static Explanation askAt(
      Instant now, String from, String to, List<Event> events, Freshness journal) {
    return Walk.of(known(now, from, to, events, journal));
  }

  private static Known known(
      Instant now, String from, String to, List<Event> events, Freshness journal) {
    Projection projection = Projection.empty();
    MemoryJournal.entries(events).forEach(projection::apply);
    Overview overview = Overview.of(projection, journal);
    return Known.of(now, overview, projection, End.parse(from), End.parse(to));
  }
}
