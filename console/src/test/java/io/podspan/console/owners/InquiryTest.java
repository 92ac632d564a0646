package io.podspan.console.owners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podspan.addresses.IpAddress;
import io.podspan.console.Scene;
import io.podspan.console.journal.Entry;
import io.podspan.console.journal.Freshness;
import io.podspan.console.journal.MemoryJournal;
import io.podspan.console.journal.Projection;
import io.podspan.console.overview.Overview;
import io.podspan.console.why.Cause;
import io.podspan.console.why.End;
import io.podspan.console.why.Explanation;
import io.podspan.console.why.Explanation.Verdict;
import io.podspan.console.why.Known;
import io.podspan.console.why.Measured;
import io.podspan.console.why.Resolved;
import io.podspan.console.why.UnknownEndException;
import io.podspan.console.why.Walk;
import io.podspan.events.ClusterState;
import io.podspan.events.Event;
import io.podspan.events.FailedPing;
import io.podspan.events.IntentEvent;
import io.podspan.events.NodeState;
import io.podspan.events.ProbeEvent;
import io.podspan.events.ProbeEvent.Reachability;
import io.podspan.events.RouteEntry;
import io.podspan.events.RouteEvent;
import io.podspan.events.reason.RouteReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InquiryTest {
  private static final ClusterState PARIS = Scene.CLUSTERS.getFirst();
  private static final String WEB = "paris/web-0";
  private static final String API = "tokyo/api-1";
  private static final Measured UNREACHED =
      new Measured(
          "icmp", "UNREACHED", new Cause("no-reply", "no reply", ""), null, null, null, null);

  private Duration whole = Duration.ofSeconds(6);
  private final FakeOwners owners =
      new FakeOwners().pod(WEB, "10.1.0.5", "paris-1").pod(API, "10.3.1.7", "tokyo-2");

  @Test
  void whereAllIsWellTheWayIsTold() {
    Explanation answer = ask(WEB, API);
    assertThat(answer.verdict()).isEqualTo(Verdict.REACHABLE);
    assertThat(answer.sentence())
        .isEqualTo(
            "paris/web-0 reaches tokyo/api-1, and back: pings are answered in 0.21 ms; packets of"
                + " 1500 octets pass; the target sees 10.1.0.5; the kernel of paris-1: sent on to"
                + " 198.18.0.31 by eth0.");
  }

  @Test
  void bothNodesAreLookedAtForBothWays() {
    ask(WEB, API);
    assertThat(owners.asked)
        .contains(
            "check paris-1 to 10.3.1.7 from 10.1.0.5 pod 10.1.0.5",
            "check tokyo-2 to 10.3.1.7 from 10.1.0.5 pod 10.3.1.7",
            "check tokyo-2 to 10.1.0.5 from 10.3.1.7 pod 10.3.1.7",
            "check paris-1 to 10.1.0.5 from 10.3.1.7 pod 10.1.0.5");
  }

  @Test
  void ofANodeThePodIsTakenThatWasMeasuredTo() {
    ask("paris/node/paris-1", "tokyo/node/tokyo-2");
    assertThat(owners.asked)
        .contains("check paris-1 to 10.3.1.77 from 10.1.0.77 pod 10.1.0.77")
        .noneMatch(question -> question.startsWith("resolve"));
  }

  @Test
  void whatANodeDropsIsTheAnswerAndNotThePingThatFails() {
    owners.finds("paris-1", "forward-dropped", "a packet filter drops what is forwarded");
    owners.measures(WEB, API, UNREACHED).measures(API, WEB, UNREACHED);
    Explanation answer = ask(WEB, API);
    assertThat(answer.verdict()).isEqualTo(Verdict.UNREACHABLE);
    assertThat(answer.code()).isEqualTo("forward-dropped");
    assertThat(answer.sentence())
        .isEqualTo(
            "paris/web-0 does not reach tokyo/api-1: on paris-1 a packet filter drops what is"
                + " forwarded.");
    assertThat(answer.also()).isEmpty();
  }

  @Test
  void aRuleThatCountsOnIsOneRule() {
    owners.finds("paris-1", "forward-dropped", "a rule drops it (1 packet so far)");
    owners.finds("paris-1", "forward-dropped", "a rule drops it (2 packets, one more)");
    owners.measures(WEB, API, UNREACHED).measures(API, WEB, UNREACHED);
    assertThat(ask(WEB, API).also()).isEmpty();
  }

  @Test
  void ofTwoFindingsTheFirstOnTheWayIsNamedAndThenTheOther() {
    owners.finds("tokyo-2", "policy-denied", "a NetworkPolicy denies it");
    owners.finds("paris-1", "blackhole", "the kernel drops it");
    owners.measures(WEB, API, UNREACHED).measures(API, WEB, UNREACHED);
    Explanation answer = ask(WEB, API);
    assertThat(answer.code()).isEqualTo("blackhole");
    assertThat(answer.also()).extracting(Cause::code).containsExactly("policy-denied");
  }

  @Test
  void whatStopsNoPacketIsNoAnswer() {
    owners.finds("paris-1", "clock-off", "the clock is off");
    Explanation answer = ask(WEB, API);
    assertThat(answer.verdict()).isEqualTo(Verdict.REACHABLE);
    assertThat(answer.also()).extracting(Cause::code).containsExactly("clock-off");
  }

  @Test
  void endsThatAnswerNowAreReachedWhateverWasFound() {
    Explanation answer = ask(WEB, API, lacks("paris-1", 1, new RouteReason.NotInstalled()));
    assertThat(answer.verdict()).isEqualTo(Verdict.REACHABLE);
    assertThat(answer.also()).extracting(Cause::code).containsExactly("route-not-installed");
  }

  @Test
  void anAnswerToOneNodeSaysNothingOfTheOthers() {
    Explanation answer =
        ask(
            "paris",
            API,
            lacks("paris-1", 0, new RouteReason.NotInstalled()),
            lacks("paris-2", 1, new RouteReason.NotInstalled()));
    assertThat(answer.verdict()).isEqualTo(Verdict.UNREACHABLE);
    assertThat(answer.sentence())
        .startsWith("paris does not wholly reach tokyo/api-1: paris-2 cannot send to 10.3.1.0/24");
  }

  @Test
  void whereOneOfManyAnswersTheSentenceSaysWhichOne() {
    Explanation answer = ask("paris", API);
    assertThat(answer.verdict()).isEqualTo(Verdict.REACHABLE);
    assertThat(answer.sentence())
        .isEqualTo(
            "paris reaches tokyo/api-1, and back: from paris to tokyo/api-1: pings are answered in 0.21"
                + " ms; packets of 1500 octets pass; the target sees 10.1.0.5.");
  }

  @Test
  void everyPodOfAServiceIsOnTheWay() {
    String shop = "tokyo/service/shop/web";
    owners.resolves(
        shop,
        new Resolved(
            "Service",
            "tokyo",
            "shop",
            "web",
            List.of(),
            null,
            null,
            false,
            List.of(endpoint("10.3.0.8", "tokyo-1"), endpoint("10.3.1.8", "tokyo-2"))));
    assertThat(ask(WEB, shop).verdict()).isEqualTo(Verdict.REACHABLE);
    Explanation answer = ask(WEB, shop, lacks("paris-1", 1, new RouteReason.NotInstalled()));
    assertThat(answer.code()).isEqualTo("route-not-installed");
    assertThat(answer.sentence())
        .startsWith("paris/web-0 does not wholly reach tokyo/service/shop/web: paris-1 cannot");
  }

  private static Resolved.Endpoint endpoint(String address, String node) {
    return new Resolved.Endpoint(IpAddress.of(address), node, true);
  }

  @Test
  void anAnswerTookOneOfSeveralNextHops() {
    RouteReason wrong = new RouteReason.MultipathPartlyWrong(List.of("198.18.0.99"));
    assertThat(ask(WEB, API, lacks("paris-1", 1, wrong)).code())
        .isEqualTo("multipath-partly-wrong");
  }

  @Test
  void pingsOfWhichMostAreLostAreNotWell() {
    Measured lossy =
        new Measured("icmp", "REACHED", null, 400L, new Measured.Lost(4, 5), null, null);
    owners.measures(API, WEB, lossy);
    Explanation answer = ask(WEB, API);
    assertThat(answer.sentence())
        .startsWith(
            "paris/web-0 reaches tokyo/api-1, and back: 4 of 5 pings have no answer, the others are"
                + " answered in 0.40 ms; ");
    assertThat(answer.also()).extracting(Cause::code).containsExactly("pings-lost");
    assertThat(ask(WEB, API, lacks("paris-1", 1, new RouteReason.NotInstalled())).code())
        .isEqualTo("route-not-installed");
  }

  @Test
  void pingsThatFailWithoutAFindingAreTheAnswer() {
    owners.measures(WEB, API, UNREACHED);
    Explanation answer = ask(WEB, API);
    assertThat(answer.code()).isEqualTo("no-reply");
    assertThat(answer.sentence()).contains("paris/web-0 to tokyo/api-1: no reply");
  }

  @Test
  void largePacketsThatAreLostAreABreak() {
    owners.measures(
        WEB,
        API,
        new Measured(
            "mtu",
            "REACHED",
            new Cause("too-big-lost", "large ones lost", ""),
            null,
            null,
            1_400,
            null));
    assertThat(ask(WEB, API).code()).isEqualTo("too-big-lost");
  }

  @Test
  void whereSizesAreNotKnownTheSentenceSaysSo() {
    owners.sizeTakes = Duration.ofSeconds(60);
    whole = Duration.ofSeconds(1);
    Explanation answer = ask(WEB, API);
    assertThat(answer.verdict()).isEqualTo(Verdict.REACHABLE);
    assertThat(answer.sentence()).contains("whether large packets pass could not be found out");
  }

  @Test
  void aSearchForTheSizeIsWaitedForWherePingsAreAnswered() {
    owners.sizeTakes = Duration.ofMillis(900);
    owners.measures(
        WEB,
        API,
        new Measured(
            "mtu",
            "REACHED",
            new Cause("too-big-lost", "large ones lost", ""),
            null,
            null,
            1_400,
            null));
    assertThat(ask(WEB, API).code()).isEqualTo("too-big-lost");
  }

  @Test
  void wherePingsHaveNoAnswerTheSizeIsNotWaitedForLong() {
    owners.sizeTakes = Duration.ofSeconds(60);
    owners.measures(WEB, API, UNREACHED).measures(API, WEB, UNREACHED);
    long begun = System.nanoTime();
    assertThat(ask(WEB, API).code()).isEqualTo("no-reply");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
    assertThat(owners.givenUp()).isTrue();
  }

  @Test
  void theRouterThatHangsIsWhyThereIsNoSession() {
    owners.finds("paris-1", "router-hangs", "the router of paris-1 hangs");
    owners.measures(WEB, API, UNREACHED).measures(API, WEB, UNREACHED);
    Explanation answer =
        ask(WEB, API, lacks("paris-1", 1, new RouteReason.ReflectorSessionDown(List.of("r"))));
    assertThat(answer.code()).isEqualTo("router-hangs");
    assertThat(answer.sentence()).contains("paris-1 cannot send to 10.3.1.0/24");
  }

  @Test
  void theWayToTheReflectorIsWhyThereIsNoSession() {
    owners.finds("paris-1 to 198.18.0.1", "blackhole", "a blackhole takes 198.18.0.1/32");
    owners.measures(WEB, API, UNREACHED).measures(API, WEB, UNREACHED);
    Explanation answer =
        ask(
            WEB,
            API,
            Scene.lost(PARIS, PARIS.nodes().getFirst(), "the hold timer has ended"),
            lacks("paris-1", 1, new RouteReason.ReflectorSessionDown(List.of("r"))));
    assertThat(answer.code()).isEqualTo("blackhole");
    assertThat(answer.sentence())
        .contains("on the way to reflector reflector (198.18.0.1), a blackhole takes");
  }

  @Test
  void whileRoutesStandTheWayToAReflectorIsToldBeforeTheSession() {
    owners.finds("paris-1 to 198.18.0.1", "blackhole", "a blackhole takes 198.18.0.1/32");
    Explanation answer = ask(WEB, API, Scene.stalled(PARIS, PARIS.nodes().getFirst()));
    assertThat(answer.verdict()).isEqualTo(Verdict.REACHABLE);
    assertThat(answer.also())
        .extracting(Cause::code)
        .containsExactly("blackhole", "session-stalled");
    assertThat(answer.stages())
        .filteredOn(stage -> stage.name().equals("session") && stage.cause() != null)
        .allSatisfy(stage -> assertThat(stage.evidence()).isNotEmpty());
  }

  @Test
  void whereSessionsAreWellNobodyAsksForTheWayToReflectors() {
    ask(WEB, API);
    assertThat(owners.asked).noneMatch(question -> question.contains("to 198.18.0.1 "));
  }

  @Test
  void whatTwoLooksAtANodeFindIsToldOnceWhateverTimesTheyMeasured() {
    owners.finds("paris-1 to 10.3.1.7", "router-hangs", "the router gave no answer in 1072 ms");
    owners.finds("paris-1 to 10.1.0.5", "router-hangs", "the router gave no answer in 1098 ms");
    assertThat(ask(WEB, API).also()).hasSize(1);
  }

  @Test
  void aRouterOfTheSameNameInAnotherClusterIsNotIt() {
    var namesake = new NodeState("paris-1", "198.18.0.32", List.of("10.3.9.0/24"));
    owners.pod(API, "10.3.1.7", "paris-1");
    owners.finds("tokyo/paris-1", "router-crash-loop", "the router of tokyo/paris-1 crashes");
    owners.measures(WEB, API, UNREACHED).measures(API, WEB, UNREACHED);
    Explanation answer =
        ask(
            WEB,
            API,
            new IntentEvent.NodeJoined("tokyo", namesake),
            lacks("paris-1", 1, new RouteReason.ReflectorSessionDown(List.of("r"))));
    assertThat(answer.code()).isNotEqualTo("router-crash-loop");
  }

  @Test
  void aPodOfANodeTakesOnlyTheRouteToThatNode() {
    owners.measures(WEB, API, UNREACHED).measures(API, WEB, UNREACHED);
    Explanation answer = ask(WEB, API, lacks("paris-2", 0, new RouteReason.NotInstalled()));
    assertThat(answer.code()).isEqualTo("no-reply");
  }

  @Test
  void aPodThatIsNotThereIsAWrongName() {
    owners.lacks(API);
    assertThatThrownBy(() -> ask(WEB, API))
        .isInstanceOf(UnknownEndException.class)
        .hasMessage("There is no pod tokyo/api-1.");
  }

  @Test
  void aServiceWithoutPodsIsWhereItEnds() {
    String shop = "tokyo/service/shop/web";
    owners.resolves(
        shop,
        new Resolved("Service", "tokyo", "shop", "web", List.of(), null, null, false, List.of()));
    owners.measures(WEB, shop, UNREACHED);
    assertThat(ask(WEB, shop).code()).isEqualTo("no-endpoints");
  }

  @Test
  void ownersWhoDoNotAnswerAreNoBreak() {
    owners.silent = true;
    Explanation answer = ask(WEB, API);
    assertThat(answer.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(answer.sentence())
        .startsWith("Could not find out whether paris/web-0 reaches tokyo/api-1")
        .contains("probe-service does not answer within 2 s");
    Explanation clusters = ask("paris", "tokyo");
    assertThat(clusters.verdict()).isEqualTo(Verdict.REACHABLE);
  }

  @Test
  void ofClustersThePodsThatFailAreLookedAt() {
    FailedPing failed =
        new FailedPing("default/a", "paris-1", "default/b", "tokyo-2", "10.3.1.9", "no reply");
    Event round =
        new ProbeEvent.ProbeRound(
            "paris", "tokyo", 2, 16, 12, 80L, 140L, 410L, List.of(failed), 900, List.of());
    owners.pod("paris/a", "10.1.0.9", "paris-1").pod("tokyo/b", "10.3.1.9", "tokyo-2");
    owners.finds("tokyo-2", "forward-dropped", "a packet filter drops what is forwarded");
    owners.measures("paris/a", "tokyo/b", UNREACHED).measures("tokyo/b", "paris/a", UNREACHED);
    Explanation answer =
        ask(
            "paris",
            "tokyo",
            Scene.reachability("paris", "tokyo", Reachability.PARTIAL, 12),
            round);
    assertThat(answer.code()).isEqualTo("forward-dropped");
    assertThat(answer.sentence()).startsWith("paris does not wholly reach tokyo: on tokyo-2");
  }

  private static Event lacks(String node, int target, RouteReason reason) {
    var tokyo = Scene.CLUSTERS.getLast().nodes().get(target);
    return RouteEvent.RouteMissing.because(
        reason,
        "paris",
        node,
        new RouteEntry(tokyo.podCidrs().getFirst(), tokyo.address()),
        RouteEvent.Table.FIB);
  }

  private Explanation ask(String from, String to, Event... more) {
    List<Event> events = new ArrayList<>(Scene.whole());
    events.addAll(List.of(more));
    List<Entry> entries = MemoryJournal.entries(events);
    Projection projection = Projection.empty();
    entries.forEach(projection::apply);
    Overview overview =
        Overview.of(projection, new Freshness(Freshness.State.CURRENT, 0, Scene.START));
    Known known =
        Known.of(entries.getLast().time(), overview, projection, End.parse(from), End.parse(to));
    return Walk.of(new Inquiry(owners, whole, Duration.ofMillis(300)).ask(known));
  }
}
