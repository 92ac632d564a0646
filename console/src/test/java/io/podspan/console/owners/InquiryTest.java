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
import io.podspan.console.why.Answer;
import io.podspan.console.why.Cause;
import io.podspan.console.why.End;
import io.podspan.console.why.Evidence;
import io.podspan.console.why.Explanation;
import io.podspan.console.why.Explanation.Verdict;
import io.podspan.console.why.Known;
import io.podspan.console.why.Measured;
import io.podspan.console.why.Reflected;
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
import io.podspan.events.reason.OriginReason;
import io.podspan.events.reason.RouteReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What why says once it has asked the owners. Long, because each owner's answer changes what the
 * others' mean: all of them are asked in one place, by the same scene.
 */
class InquiryTest {
  private static final ClusterState PARIS = Scene.CLUSTERS.getFirst();
  private static final String WEB = "paris/web-0";
  private static final String API = "tokyo/api-1";
  private static final String TOKYO_2 = Scene.CLUSTERS.getLast().nodes().get(1).address();
  private static final Measured UNREACHED =
      new Measured(
          "icmp", "UNREACHED", new Cause("no-reply", "no reply", ""), null, null, null, null);

  private Map<String, Cause> missedReflectors = Map.of();
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
  void anotherMachineThatAnswersForTheAddressOfTheTargetsNodeIsNamed() {
    owners.handsTo("paris-1", TOKYO_2, "02:00:00:00:00:99").hasMacs("tokyo-2", "02:00:00:00:00:02");
    owners.measures(WEB, API, UNREACHED).measures(API, WEB, UNREACHED);
    Explanation answer = ask(WEB, API);
    assertThat(answer.code()).isEqualTo("duplicate-address");
    assertThat(answer.sentence())
        .isEqualTo(
            "paris/web-0 does not reach tokyo/api-1: on paris-1 %s on eth0 is answered by 02:00:00:00:00:99, and belongs to tokyo-2."
                .formatted(TOKYO_2));
  }

  @Test
  void anyInterfaceOfTheTargetsNodeMayAnswerForItsAddress() {
    owners.handsTo("paris-1", TOKYO_2, "02:00:00:00:00:03");
    owners.hasMacs("tokyo-2", "02:00:00:00:00:02", "02:00:00:00:00:03");
    owners.measures(WEB, API, UNREACHED).measures(API, WEB, UNREACHED);
    assertThat(ask(WEB, API).code()).isEqualTo("no-reply");
  }

  @Test
  void aRouterOnTheWayIsNotTakenForAnotherMachine() {
    owners.handsTo("paris-1", "198.18.0.1", "02:00:00:00:00:99");
    owners.hasMacs("tokyo-2", "02:00:00:00:00:02");
    owners.measures(WEB, API, UNREACHED).measures(API, WEB, UNREACHED);
    assertThat(ask(WEB, API).code()).isEqualTo("no-reply");
  }

  @Test
  void wherePingsAreAnsweredWhoeverAnswersForTheNextHopIsRight() {
    owners.handsTo("paris-1", TOKYO_2, "02:00:00:00:00:99").hasMacs("tokyo-2", "02:00:00:00:00:02");
    assertThat(ask(WEB, API).also()).isEmpty();
  }

  @Test
  void aNextHopThatIsDeadAnswersNobodyAndIsNamedAsDead() {
    owners.finds("paris-1", "neighbour-unreachable", "198.18.0.32 does not answer");
    owners.finds("tokyo-2", "node-dead", "node tokyo-2 is away");
    owners.measures(WEB, API, UNREACHED).measures(API, WEB, UNREACHED);
    Explanation answer = ask(WEB, API);
    assertThat(answer.code()).isEqualTo("node-dead");
    assertThat(answer.also()).extracting(Cause::code).containsExactly("neighbour-unreachable");
  }

  @Test
  void aNodeThatIsLeftOutBecauseItIsDeadIsNamedAsDead() {
    NodeState node = PARIS.nodes().getFirst();
    owners.finds("paris-1", "node-dead", "node paris-1 is away");
    owners.measures(WEB, API, UNREACHED).measures(API, WEB, UNREACHED);
    Explanation answer =
        ask(
            WEB,
            API,
            new IntentEvent.NodeChanged(
                "paris",
                new NodeState(node.name(), node.address(), node.podCidrs(), "It is not Ready.")));
    assertThat(answer.code()).isEqualTo("node-dead");
    assertThat(answer.also()).extracting(Cause::code).containsExactly("node-left-out");
  }

  @Test
  void aBreakBeforeADeadNodeStaysTheFirst() {
    owners.finds("paris-1", "blackhole", "the kernel drops it");
    owners.finds("tokyo-2", "node-dead", "node tokyo-2 is away");
    owners.measures(WEB, API, UNREACHED).measures(API, WEB, UNREACHED);
    assertThat(ask(WEB, API).code()).isEqualTo("blackhole");
  }

  @Test
  void wherePodsCannotBeAskedForAnyNodeTellsThatTheApiServerIsAway() {
    owners.pod(API, "10.3.1.7", "tokyo-2");
    owners.finds("paris-1", "api-away", "the API server of paris does not answer");
    owners.finds("paris-1", "blackhole", "the kernel of paris-1 drops it");
    Explanation answer = ask("paris/unknown-0", API);
    assertThat(answer.also()).extracting(Cause::code).containsExactly("api-away");
    assertThat(answer.also().getFirst().text())
        .isEqualTo("the API server of paris does not answer");
  }

  @Test
  void aReflectorThatIsMissedIsToldBesidesAndOnceThoughSessionsLookWell() {
    missedReflectors = Map.of("reflector", away("reflector"), "other", away("other"));
    Explanation answer = ask(WEB, API);
    assertThat(answer.verdict()).isEqualTo(Verdict.REACHABLE);
    assertThat(answer.also()).extracting(Cause::code).containsExactly("reflector-away");
    assertThat(answer.also().getFirst().text()).isEqualTo("reflector reflector is not there");
  }

  private static Cause away(String reflector) {
    return new Cause("reflector-away", "reflector " + reflector + " is not there", "Start it.");
  }

  @Test
  void aDeadNodeWhoseRoutesAreWithdrawnIsNamedAsDead() {
    owners.finds("paris-1", "no-route", "the kernel has no route of its own");
    owners.finds("tokyo-2", "node-dead", "node tokyo-2 is away");
    owners.measures(WEB, API, UNREACHED).measures(API, WEB, UNREACHED);
    Explanation answer = ask(WEB, API);
    assertThat(answer.code()).isEqualTo("node-dead");
    assertThat(answer.also()).extracting(Cause::code).containsExactly("no-route");
  }

  @Test
  void whatStopsPacketsOnTheTargetsNodeIsNamedBeforeWhoeverAnswersForIt() {
    owners.handsTo("paris-1", TOKYO_2, "02:00:00:00:00:99").hasMacs("tokyo-2", "02:00:00:00:00:02");
    owners.finds("tokyo-2", "forward-dropped", "a packet filter drops what is forwarded");
    owners.measures(WEB, API, UNREACHED).measures(API, WEB, UNREACHED);
    assertThat(ask(WEB, API).code()).isEqualTo("forward-dropped");
  }

  @Test
  void betweenWholeClustersWhoeverAnswersForTheNextHopIsRightWherePingsAreAnswered() {
    owners.handsTo("paris-1", TOKYO_2, "02:00:00:00:00:99").hasMacs("tokyo-2", "02:00:00:00:00:02");
    assertThat(ask("paris", "tokyo").code()).isNull();
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
    Explanation answer = ask(WEB, API);
    assertThat(answer.code()).isEqualTo("too-big-lost");
    assertThat(answer.sentence()).startsWith("paris/web-0 does not wholly reach tokyo/api-1: ");
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
  void whatANodeSaysOfItsSessionIsWhyThereIsNone() {
    owners.finds("paris-1 to 198.18.0.1", "session-key-wrong", "the BGP keys differ");
    owners.measures(WEB, API, UNREACHED).measures(API, WEB, UNREACHED);
    Explanation answer =
        ask(
            WEB,
            API,
            Scene.lost(PARIS, PARIS.nodes().getFirst(), "the peer closed the connection"),
            lacks("paris-1", 1, new RouteReason.ReflectorSessionDown(List.of("r"))));
    assertThat(answer.code()).isEqualTo("session-key-wrong");
  }

  @Test
  void segmentsThatANodeDropsAreNotOfAReflectorThatIsStopped() {
    owners.finds("paris-1 to 198.18.0.1", "session-key-wrong", "the BGP keys differ");
    owners.measures(WEB, API, UNREACHED).measures(API, WEB, UNREACHED);
    List<Event> events = new ArrayList<>();
    for (ClusterState cluster : Scene.CLUSTERS) {
      cluster.nodes().forEach(n -> events.add(Scene.nodeSessions(cluster, n, "Connect")));
    }
    events.add(lacks("paris-1", 1, new RouteReason.ReflectorSessionDown(List.of("r"))));
    assertThat(ask(WEB, API, events.toArray(Event[]::new)).code()).isEqualTo("reflector-stopped");
  }

  @Test
  void whileRoutesStandWhatANodeSaysOfItsSessionIsToldInThePlaceOfItsEnd() {
    owners.finds("paris-1 to 198.18.0.1", "session-as-wrong", "the router expects AS 64999");
    Explanation answer =
        ask(
            WEB,
            API,
            Scene.lost(PARIS, PARIS.nodes().getFirst(), "the peer closed the connection"));
    assertThat(answer.verdict()).isEqualTo(Verdict.REACHABLE);
    assertThat(answer.also()).extracting(Cause::code).containsExactly("session-as-wrong");
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

  private static final RouteReason GUESS = new RouteReason.NotReceived(List.of("198.18.0.1"));
  private static final Reflected.Origin ANNOUNCED =
      new Reflected.Origin(true, true, true, null, null);

  private static Reflected.Path path(boolean sent, String why, String text) {
    return new Reflected.Path("198.18.0.32", sent, why, text);
  }

  /** What is said where the reflector says this of a route that paris-1 lacks. */
  private Explanation where(Reflected said) {
    owners.reflected = new Answer.Said<>(said, Scene.START);
    return whereTheReflectorWasAsked();
  }

  private Explanation whereTheReflectorWasAsked() {
    return whereTheJournalHas(GUESS);
  }

  private Explanation whereTheJournalHas(RouteReason known) {
    owners.measures(WEB, API, UNREACHED).measures(API, WEB, UNREACHED);
    return ask(WEB, API, lacks("paris-1", 1, known));
  }

  @Test
  void theReflectorIsAskedAboutTheVeryRoute() {
    whereTheReflectorWasAsked();
    assertThat(owners.asked)
        .contains("route 10.3.1.0/24 from 198.18.0.32 to 198.18.0.11 of reflector");
  }

  @Test
  void aFaultOfManyRoutesIsOneQuestion() {
    ask(
        "paris",
        "tokyo",
        lacks("paris-1", 0, GUESS),
        lacks("paris-1", 1, GUESS),
        lacks("paris-2", 1, GUESS));
    assertThat(owners.asked).filteredOn(question -> question.startsWith("route")).hasSize(1);
  }

  @Test
  void whatIsSaidOfOneRouteIsNotToldOfTheOthers() {
    Reflected.Refused refused = new Reflected.Refused("outside the pod CIDRs of tokyo", "Fix it.");
    owners.reflected =
        new Answer.Said<>(
            notHeld(new Reflected.Origin(true, true, false, refused, null)), Scene.START);
    Explanation answer =
        ask(
            "paris",
            "tokyo",
            lacks("paris-1", 0, GUESS),
            lacks("paris-1", 1, GUESS),
            lacks("paris-2", 0, GUESS));
    assertThat(answer.code()).isEqualTo("rejected-by-reflector");
    assertThat(answer.sentence())
        .contains("paris-1 cannot send to 10.3.0.0/24: the reflector")
        .doesNotContain("paris-2", "10.3.1.0/24");
    assertThat(answer.also())
        .filteredOn(cause -> cause.code().equals(GUESS.code()))
        .singleElement()
        .satisfies(
            cause ->
                assertThat(cause.text())
                    .contains("paris-1, paris-2 cannot send to 10.3.0.0/24, 10.3.1.0/24"));
  }

  @Test
  void whereRoutesAreThereNoReflectorIsAsked() {
    ask(WEB, API, lacks("paris-1", 1, new RouteReason.NotInstalled()));
    assertThat(owners.asked).noneMatch(question -> question.startsWith("route"));
  }

  private static Reflected notHeld(Reflected.Origin origin) {
    return new Reflected(true, false, origin, null, List.of());
  }

  /** What the answer says of what was seen. */
  private static List<String> seen(Explanation answer) {
    return answer.stages().stream()
        .flatMap(stage -> stage.evidence().stream())
        .map(Evidence::what)
        .toList();
  }

  @Test
  void anAddressThatIsNoPeersIsNoNodeWithoutASession() {
    Explanation answer = where(notHeld(new Reflected.Origin(false, false, false, null, null)));
    assertThat(answer.code()).isEqualTo(GUESS.code());
    assertThat(seen(answer))
        .anyMatch(what -> what.contains("no peer of it has the address 198.18.0.32"));
    assertThat(where(notHeld(new Reflected.Origin(true, false, false, null, null))).code())
        .isEqualTo("origin-without-session");
  }

  @Test
  void whatTheReflectorCannotSayIsNotCalledNotAnnounced() {
    Explanation answer =
        where(notHeld(new Reflected.Origin(true, true, false, null, "its session is 2 s old")));
    assertThat(answer.code()).isEqualTo(GUESS.code());
    assertThat(seen(answer)).anyMatch(what -> what.endsWith("announced: its session is 2 s old"));
  }

  @Test
  void whatWasNotAnnouncedIsNamed() {
    Explanation answer = where(notHeld(new Reflected.Origin(true, true, false, null, null)));
    assertThat(answer.code()).isEqualTo("not-announced");
    assertThat(answer.sentence()).contains("198.18.0.32, where the route leads to", "announced it");
  }

  @Test
  void thatNothingWasAnnouncedOrWhyItWasNotTakenIsMoreThanNotAnnounced() {
    owners.reflected =
        new Answer.Said<>(
            notHeld(new Reflected.Origin(true, true, false, null, null)), Scene.START);
    Explanation nothing =
        whereTheJournalHas(
            new OriginReason.NothingAnnounced("reflector", "tokyo", "tokyo-2", null, true));
    assertThat(nothing.code()).isEqualTo("origin-announced-nothing");
    Explanation rejected =
        whereTheJournalHas(
            new OriginReason.Rejected("reflector", "tokyo", "tokyo-2", "ORIGIN is 9", ""));
    assertThat(rejected.code()).isEqualTo("rejected-by-reflector");
    assertThat(rejected.sentence()).contains("ORIGIN is 9");
  }

  @Test
  void whatTheReflectorDidNotTakeIsNamedWithTheRule() {
    Reflected.Refused refused = new Reflected.Refused("outside the pod CIDRs of tokyo", "Fix it.");
    Explanation answer = where(notHeld(new Reflected.Origin(true, true, false, refused, null)));
    assertThat(answer.code()).isEqualTo("rejected-by-reflector");
    assertThat(answer.sentence()).contains("did not take the route", "outside the pod CIDRs");
    assertThat(answer.toDo()).isEqualTo("Fix it.");
  }

  @Test
  void whatIsNotSentIsNamedWithTheRule() {
    Explanation answer =
        where(
            new Reflected(
                true,
                false,
                ANNOUNCED,
                true,
                List.of(path(false, "own-mesh", "the routers of its own cluster tell it"))));
    assertThat(answer.code()).isEqualTo("withheld-by-reflector");
    assertThat(answer.sentence())
        .contains("does not send it to paris-1: the routers of its own cluster tell it");
  }

  @Test
  void whatWasSentMayHaveComeSinceTheNodeWasLookedAt() {
    Explanation answer =
        where(new Reflected(true, false, ANNOUNCED, true, List.of(path(true, "", ""))));
    assertThat(answer.code()).isEqualTo("sent-since-last-look");
    assertThat(answer.sentence())
        .contains("has sent the route to paris-1, and it is not known yet whether");
    assertThat(answer.stages())
        .filteredOn(stage -> stage.name().equals("route") && stage.cause() != null)
        .singleElement()
        .satisfies(
            stage ->
                assertThat(stage.evidence())
                    .anyMatch(seen -> seen.live() && seen.from().equals("bgp-reflector")));
  }

  @Test
  void whoLookedAtTheNodeKnowsThatItsRouterDidNotTakeTheRoute() {
    owners.reflected =
        new Answer.Said<>(
            new Reflected(true, false, ANNOUNCED, true, List.of(path(true, "", ""))), Scene.START);
    RouteReason refused = new RouteReason.RefusedByImportPolicy("reflector");
    assertThat(whereTheJournalHas(refused).code()).isEqualTo("refused-by-import-policy");
  }

  @Test
  void whatIsDecidedAndNotHandedOverIsNotCalledSent() {
    List<Reflected.Path> sent = List.of(path(true, "", ""));
    assertThat(where(new Reflected(true, false, ANNOUNCED, false, sent)).code())
        .isEqualTo("not-sent-yet");
    assertThat(where(new Reflected(true, true, ANNOUNCED, true, sent)).code())
        .isEqualTo("session-stalled");
  }

  @Test
  void aReflectorThatDoesNotAnswerIsNoReason() {
    Explanation answer = whereTheReflectorWasAsked();
    assertThat(answer.code()).isEqualTo(GUESS.code());
    assertThat(answer.stages().stream().flatMap(stage -> stage.evidence().stream()))
        .anyMatch(
            seen ->
                seen.what().contains("could not find out, reflector reflector does not answer"));
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
    return Walk.of(
        new Inquiry(owners, whole, Duration.ofMillis(300)).ask(known.missing(missedReflectors)));
  }
}
