package io.podspan.console.problem;

import static io.podspan.console.problem.Faults.L1;
import static io.podspan.console.problem.Faults.LONDON;
import static io.podspan.console.problem.Faults.P1;
import static io.podspan.console.problem.Faults.PARIS;
import static io.podspan.console.problem.Faults.TOKYO;
import static io.podspan.console.problem.Faults.apiAway;
import static io.podspan.console.problem.Faults.between;
import static io.podspan.console.problem.Faults.clusterOf;
import static io.podspan.console.problem.Faults.interfaceDown;
import static io.podspan.console.problem.Faults.missing;
import static io.podspan.console.problem.Faults.notMeasured;
import static io.podspan.console.problem.Faults.outside;
import static io.podspan.console.problem.Faults.pings;
import static io.podspan.console.problem.Faults.reflectorKilled;
import static io.podspan.console.problem.Faults.routeDeleted;
import static io.podspan.console.problem.Faults.routerKilled;
import static io.podspan.console.problem.Faults.sessionCut;
import static io.podspan.console.problem.Faults.together;
import static io.podspan.console.problem.Faults.touching;
import static io.podspan.console.problem.Faults.unread;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.podspan.console.Scene;
import io.podspan.console.journal.MemoryJournal;
import io.podspan.console.journal.Projection;
import io.podspan.events.Event;
import io.podspan.events.IntentEvent;
import io.podspan.events.NodeState;
import io.podspan.events.ProbeEvent;
import io.podspan.events.RolloutEvent;
import io.podspan.events.RouteEvent;
import io.podspan.events.SessionEvent;
import io.podspan.events.reason.NotMeasured;
import io.podspan.events.reason.OriginReason;
import io.podspan.events.reason.Refusal;
import io.podspan.events.reason.RouteReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DiagnosisTest {
  private static final Event NOT_READY =
      Scene.conditions("False", "RoutesMissing", "2 nodes lack routes.");

  private static final String P2 = PARIS.nodes().get(1).name();

  static Diagnosis after(List<Event> events) {
    Projection projection = Projection.empty();
    List<Event> all = new ArrayList<>(Scene.whole());
    all.addAll(events);
    MemoryJournal.entries(all).forEach(projection::apply);
    Instant now = Scene.START.plusSeconds(projection.sequence() + 1);
    return Diagnosis.of(projection, now);
  }

  private static List<String> told(List<Event> events) {
    return after(events).causes().stream()
        .map(cause -> cause.state() + " " + cause.key().kind().text() + " " + cause.key().subject())
        .toList();
  }

  private static List<Event> unreadable(NodeState node) {
    return List.of(unread(node, "the router's table could not be read: gobgp: connection refused"));
  }

  private static List<Event> announcesNothing(NodeState node) {
    return outside(node).stream()
        .map(
            other ->
                missing(
                    other,
                    node,
                    new OriginReason.NothingAnnounced(
                        "reflector", clusterOf(node).name(), node.name(), null, true)))
        .toList();
  }

  private static List<Event> noProbePodsInTokyo() {
    NotMeasured none = new NotMeasured.NoProbePods("tokyo", 0);
    return List.of(
        notMeasured(PARIS, TOKYO, none),
        notMeasured(TOKYO, PARIS, none),
        notMeasured(LONDON, TOKYO, none),
        notMeasured(TOKYO, LONDON, none));
  }

  private static Event failed() {
    return new RolloutEvent.RolloutFailed(
        Scene.rollout(PARIS), P1.name(), "no session in 30 s", "Look at the router's log.");
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        row("nothing", List.of()),
        row("a route deleted by hand", routeDeleted(P1, L1), "BROKEN route paris/paris-1"),
        row(
            "the same, and the pings that it breaks in both directions",
            together(routeDeleted(P1, L1), pings(between(P1, L1)), List.of(NOT_READY)),
            "BROKEN route paris/paris-1"),
        row("a router killed", routerKilled(P1), "BROKEN router paris/paris-1"),
        row(
            "the same, and the pings",
            together(routerKilled(P1), pings(touching(P1)), List.of(NOT_READY)),
            "BROKEN router paris/paris-1"),
        row(
            "others say that a router is down",
            List.of(missing(L1, P1, new OriginReason.RouterDown("paris", "paris-1", "Error"))),
            "BROKEN router paris/paris-1"),
        row("a session stalls", List.of(Scene.stalled(PARIS, P1)), "BROKEN session paris/paris-1"),
        row(
            "a session is lost with its routes and pings",
            together(sessionCut(P1), pings(touching(P1))),
            "BROKEN session paris/paris-1"),
        row(
            "the node alone says that its session is down",
            List.of(Scene.nodeSessions(PARIS, P1, "Active")),
            "BROKEN session paris/paris-1"),
        row(
            "an interface is down",
            together(interfaceDown(P1), pings(touching(P1))),
            "BROKEN interface paris/paris-1"),
        row(
            "the reflector is killed",
            together(reflectorKilled(), pings((a, b) -> true), List.of(NOT_READY)),
            "BROKEN reflector reflector"),
        row(
            "a reflector that stands still loses one node after the other and says nothing",
            List.of(Scene.nodeSessions(PARIS, P1, "Idle"), Scene.nodeSessions(LONDON, L1, "Idle")),
            "BROKEN reflector reflector"),
        row(
            "two nodes of which the reflector knows that they are cut off",
            together(
                List.of(Scene.stalled(PARIS, P1)), List.of(Scene.nodeSessions(LONDON, L1, "Idle"))),
            "BROKEN session london/london-1",
            "BROKEN session paris/paris-1"),
        row(
            "the API server of a cluster is away",
            together(apiAway(PARIS), List.of(Scene.conditions("Unknown", "NotRead", "?"))),
            "UNKNOWN api-server paris"),
        row(
            "no node of a cluster can be read",
            List.of(
                unread(PARIS.nodes().get(0), "forbidden"),
                unread(PARIS.nodes().get(1), "forbidden")),
            "UNKNOWN api-server paris"),
        row("one node cannot be read", unreadable(P1), "UNKNOWN node paris/paris-1"),
        row(
            "a node that cannot be read has no session either",
            together(unreadable(P1), List.of(Scene.lost(PARIS, P1, "closed"))),
            "BROKEN node paris/paris-1"),
        row(
            "a node that cannot be read takes no pings from a session that is cut",
            together(unreadable(L1), sessionCut(P1), pings(touching(P1))),
            "UNKNOWN node london/london-1",
            "BROKEN session paris/paris-1"),
        row(
            "a second connection is refused while there is a session",
            List.of(
                SessionEvent.PeerRefused.because(
                    new Refusal.AlreadyEstablished(), Scene.peer(PARIS, P1), 1))),
        row(
            "sessions that could not be read say nothing against the reflector's word",
            List.of(
                new RouteEvent.NodeSessionsChanged(
                    "paris", P1.name(), List.of(), "the router does not answer"))),
        row(
            "a reason names another node than the one that the route leads to",
            List.of(
                Scene.lost(PARIS, P1, "closed"),
                missing(L1, P1, new OriginReason.NoSession("reflector", "paris", P2, null, null))),
            "BROKEN session paris/paris-1"),
        row("a router announces nothing", announcesNothing(P1), "BROKEN route paris/paris-1"),
        row("packets of one node are dropped", pings(touching(P1)), "BROKEN ping paris/paris-1"),
        row(
            "a change whose round has not come yet blames no node",
            List.of(Scene.reachability("paris", "tokyo", ProbeEvent.Reachability.PARTIAL, 12)),
            "UNKNOWN ping paris/tokyo"),
        row("one pair of nodes", pings(between(P1, L1)), "BROKEN ping london/paris"),
        row(
            "all pods of one cluster",
            pings((a, b) -> clusterOf(a) == PARIS || clusterOf(b) == PARIS),
            "BROKEN ping paris"),
        row("no probe pods in a cluster", noProbePodsInTokyo(), "UNKNOWN ping london/paris/tokyo"),
        row("a condition alone", List.of(NOT_READY), "BROKEN interconnect demo"),
        row(
            "a rollout has failed",
            List.of(Scene.planned(PARIS), failed()),
            "BROKEN rollout demo/paris"),
        row(
            "two routes for two reasons",
            together(
                routeDeleted(P1, L1),
                List.of(
                    missing(
                        P1,
                        LONDON.nodes().get(1),
                        new RouteReason.OtherKernelRoute("blackhole", null, null)))),
            "BROKEN route paris/paris-1",
            "BROKEN route paris/paris-1"),
        row(
            "a router killed here and a route deleted there",
            together(routerKilled(P1), routeDeleted(L1, TOKYO.nodes().getFirst())),
            "BROKEN router paris/paris-1",
            "BROKEN route london/london-1"),
        row(
            "an API server away and a session cut elsewhere",
            together(apiAway(TOKYO), sessionCut(P1)),
            "UNKNOWN api-server tokyo",
            "BROKEN session paris/paris-1"),
        row(
            "sessions cut at two nodes",
            together(
                sessionCut(P1),
                sessionCut(L1),
                pings((a, b) -> touching(P1).or(touching(L1)).test(a, b))),
            "BROKEN session london/london-1",
            "BROKEN session paris/paris-1"),
        row(
            "an interface down here and packets dropped there",
            together(interfaceDown(P1), pings(touching(P1).or(touching(L1)))),
            "BROKEN interface paris/paris-1",
            "BROKEN ping london/london-1"),
        row(
            "the reflector and one router killed",
            together(reflectorKilled(), routerKilled(P1)),
            "BROKEN router paris/paris-1",
            "BROKEN reflector reflector"));
  }

  private static Arguments row(String name, List<Event> events, String... told) {
    return arguments(name, events, List.of(told));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void oneCauseIsOneLine(String name, List<Event> events, List<String> expected) {
    assertThat(told(events)).as(name).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void theOrderInWhichServicesSpeakChangesNothing(
      String name, List<Event> events, List<String> expected) {
    // What one rollout says has one key, and so one order.
    assumeThat(name).isNotEqualTo("a rollout has failed");
    List<Event> turned = new ArrayList<>(events);
    Collections.reverse(turned);
    assertThat(told(turned)).as(name).isEqualTo(expected);
    Collections.shuffle(turned, new Random(name.hashCode()));
    assertThat(told(turned)).as(name).isEqualTo(expected);
  }

  @Test
  void oneKindOfBreakAtManyNodesOfAClusterIsOneLine() {
    RouteReason off = new RouteReason.NextHopOffSubnet("198.18.0.21");
    List<Symptom> symptoms = new ArrayList<>();
    for (int i = 1; i <= 40; i++) {
      NodeName node = new NodeName("paris", "paris-" + i);
      symptoms.add(
          new Symptom.MissingRoute(
              node, "10.2.0.0/24", new NodeName("london", "london-1"), off, "off", Scene.START));
    }
    Remaining remaining = new Remaining(symptoms);
    RouteCauses.of(remaining);
    assertThat(remaining.causes())
        .singleElement()
        .satisfies(
            cause -> {
              assertThat(cause.key().subject()).isEqualTo("paris");
              assertThat(cause.problem().sentence())
                  .isEqualTo("40 nodes of paris lack the route to 10.2.0.0/24: off");
              assertThat(cause.problem().nodes()).hasSize(Problem.MOST_NODES);
            });
  }

  @Test
  void whatARolloutHasNotComeToYetIsNoProblem() {
    List<Event> events = new ArrayList<>();
    events.add(Scene.planned(PARIS));
    events.add(Scene.restarting(PARIS, 1));
    events.addAll(routerKilled(P1));
    events.addAll(pings(touching(P1)));
    events.add(NOT_READY);
    Diagnosis diagnosis = after(events);
    assertThat(diagnosis.causes()).isEmpty();
    assertThat(diagnosis.underWay()).containsExactly("demo on paris: a rollout is under way");
  }

  @Test
  void aFaultElsewhereIsToldWhileARolloutIsUnderWay() {
    List<Event> events = new ArrayList<>();
    events.add(Scene.planned(PARIS));
    events.add(Scene.restarting(PARIS, 1));
    events.addAll(routeDeleted(L1, TOKYO.nodes().getFirst()));
    assertThat(told(events)).containsExactly("BROKEN route london/london-1");
  }

  @Test
  void nothingIsExpectedOfANodeThatIsLeftOut() {
    NodeState out = new NodeState(P1.name(), P1.address(), P1.podCidrs(), "It is not Ready.");
    List<Event> events = new ArrayList<>(sessionCut(P1));
    events.addAll(pings(touching(P1)));
    events.add(new IntentEvent.NodeChanged("paris", out));
    assertThat(told(events)).isEmpty();
  }

  @Test
  void aPairThatFailedBeforeARouteWasMendedSaysNothing() {
    List<Event> events = new ArrayList<>(routeDeleted(P1, L1));
    events.addAll(pings(between(P1, L1)));
    events.add(Faults.restored(P1, L1));
    Diagnosis diagnosis = after(events);
    assertThat(diagnosis.causes()).isEmpty();
    assertThat(diagnosis.stale()).hasSize(2);
    events.addAll(pings(between(P1, L1)));
    assertThat(told(events)).containsExactly("BROKEN ping london/paris");
  }

  @Test
  void bothEndsOfASessionAreNamed() {
    Problem problem = after(List.of(Scene.stalled(PARIS, P1))).causes().getFirst().problem();
    assertThat(problem.code()).isEqualTo("session-stalled");
    assertThat(problem.sentence())
        .isEqualTo(
            "paris/paris-1 has ceased to answer reflector reflector: the reflector says stalled"
                + " (nothing has come from it for 6.2 s), the node's router says Established");
    assertThat(problem.toDo()).contains("packet filter");
  }

  @Test
  void aProblemSaysWhatItTakesWithIt() {
    Problem problem =
        after(together(routerKilled(P1), pings(touching(P1)))).causes().getFirst().problem();
    assertThat(problem.sentence())
        .isEqualTo("paris/paris-1: the router of paris-1 does not run, Error (kube-router)");
    assertThat(problem.consequences())
        .isEqualTo(
            "with it: 1 session down, 4 routes missing, 8 pairs of nodes whose pods do not reach"
                + " each other");
    assertThat(problem.counts()).isEqualTo(new Problem.Counts(1, 1, 4, 8));
  }
}
