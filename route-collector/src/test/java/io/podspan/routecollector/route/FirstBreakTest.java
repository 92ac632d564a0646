package io.podspan.routecollector.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.addresses.IpAddress;
import io.podspan.events.NodeSession;
import io.podspan.events.PeerIdentity;
import io.podspan.events.RibEvent.PeerRoutesSent;
import io.podspan.events.RibEvent.Withheld;
import io.podspan.events.RouteEntry;
import io.podspan.events.SessionEvent;
import io.podspan.events.SessionEvent.PeerRoutesChanged;
import io.podspan.events.SessionEvent.PrefixRejected;
import io.podspan.events.SessionEvent.SessionEstablished;
import io.podspan.events.SessionEvent.SessionLost;
import io.podspan.events.reason.Rejection;
import io.podspan.events.reason.RouteReason;
import io.podspan.events.reason.SessionEnd;
import io.podspan.routecollector.heard.Heard;
import io.podspan.routecollector.heard.PeerWord;
import io.podspan.routecollector.route.Expectation.Origin;
import io.podspan.routecollector.route.KernelRoute.Link;
import io.podspan.routecollector.route.RouterLook.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way in which a route can break, and two of them at a time: the first one is named. */
class FirstBreakTest {
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
  private static final String REFLECTOR = "198.18.0.1";
  private static final String HERE = "198.18.0.11";
  private static final String ORIGIN = "198.18.0.21";
  private static final String OTHER = "198.18.0.99";
  private static final String PREFERRED = "198.18.0.98";
  private static final RouteEntry ROUTE = new RouteEntry("10.2.0.0/24", ORIGIN);
  private static final PeerIdentity PEER = new PeerIdentity("rr", ORIGIN, "london", "london-1");

  /** What can break, in the order of the way. What is on one line with another stands for it. */
  private enum Break {
    ROUTER_OF_THE_ORIGIN("origin-router-down", way -> way.router = State.DOWN),
    SESSION_OF_THE_ORIGIN(
        "origin-without-session",
        way -> way.says(SessionLost.because(new SessionEnd.HoldTimerExpired(90), PEER, 1))),
    NOTHING_ANNOUNCED("origin-announced-nothing", way -> way.startsAgainWith()),
    OTHERS_ANNOUNCED("origin-announced-others", way -> way.startsAgainWith("10.2.7.0/24")),
    WITHDRAWN("origin-withdrew", way -> way.announces()),
    REJECTED(
        "rejected-by-reflector",
        way -> {
          way.announces();
          way.says(
              PrefixRejected.because(
                  new Rejection.OutsidePodCidrs("london"), PEER, ROUTE.prefix(), ORIGIN));
        }),
    NO_SESSION("no-reflector-session", way -> way.sessions = List.of()),
    SESSION("reflector-session-down", way -> way.session("Active")),
    INTERFACE_OF_THE_SESSION(
        "interface-down",
        way -> {
          way.session("Active");
          way.link = new NodeLinks.Link("eth0", false, false, way.link.addresses());
        }),
    ROUTE_TO_THE_REFLECTOR(
        "reflector-unreachable",
        way -> {
          way.session("Active");
          way.more.add(new KernelRoute(REFLECTOR + "/32", null, null, "blackhole"));
        }),
    OTHER_PATH("other-next-hop", way -> way.rib.add(new RouteEntry(ROUTE.prefix(), PREFERRED))),
    WITHHELD(
        "withheld-by-reflector",
        way -> way.sends(3, new Withheld("other-domain", 20, List.of(ROUTE.prefix())))),
    REFUSED(
        "refused-by-import-policy",
        way -> way.sends(3, new Withheld("own-mesh", 1, List.of("10.1.0.0/24")))),
    NOT_RECEIVED("route-not-received", way -> {}),
    BLACKHOLE(
        "other-kernel-route",
        way -> way.kernel(new KernelRoute(ROUTE.prefix(), null, null, "blackhole"))),
    FOREIGN("foreign-route", way -> way.kernel(via(ROUTE.prefix(), OTHER).by("static"))),
    STALE("stale-after-withdrawal", way -> way.kernel(via(ROUTE.prefix(), OTHER).by("17"))),
    SEVERAL(
        "multipath-partly-wrong",
        way -> way.kernel(shared(ORIGIN).by("17"), shared(OTHER).by("17"))),
    TUNNEL(
        "tunnel-elsewhere",
        way -> way.kernel(new KernelRoute(ROUTE.prefix(), null, "tun-a", "unicast").by("17"))),
    HOP(
        "kernel-next-hop-down",
        way ->
            way.kernel(
                new KernelRoute(
                    ROUTE.prefix(), ORIGIN, "eth0", "unicast", 0, Link.NO_CARRIER, false))),
    INTERFACE(
        "interface-down",
        way -> {
          way.kernel();
          way.link = new NodeLinks.Link("eth0", false, false, way.link.addresses());
        }),
    ADDRESS(
        "address-gone",
        way -> {
          way.kernel();
          way.link = new NodeLinks.Link("eth0", true, true, List.of());
        }),
    SUBNET(
        "next-hop-off-subnet",
        way -> {
          way.kernel();
          way.link =
              new NodeLinks.Link(
                  "eth0", true, true, List.of(new NodeLinks.Address(IpAddress.of(HERE), 29)));
        }),
    NOT_INSTALLED("route-not-installed", way -> way.kernel()),
    OTHER_TABLE(
        "other-table",
        way ->
            way.side =
                List.of(
                    new SideTable(
                        "10.1.0.0/24",
                        "77",
                        List.of(new KernelRoute("10.0.0.0/8", null, null, "blackhole"))))),
    SHADOWED(
        "shadowed-in-kernel",
        way -> way.more.add(new KernelRoute("10.2.0.0/25", null, null, "blackhole")));

    private final String code;
    private final Consumer<Way> done;

    Break(String code, Consumer<Way> done) {
      this.code = code;
      this.done = done;
    }

    /** Whether the route did not come to the router, so that the kernel has none of it. */
    private boolean beforeTheKernel() {
      return ordinal() <= NOT_RECEIVED.ordinal();
    }
  }

  /** A route that arrived, until something breaks. */
  private static final class Way {
    private final List<RouteEntry> rib = new ArrayList<>(List.of(ROUTE));
    private final List<KernelRoute> more = new ArrayList<>();
    private List<SideTable> side = List.of();
    private State router = State.RUNS;
    private List<NodeSession> sessions = List.of();
    private List<KernelRoute> kernel = List.of(via(ROUTE.prefix(), ORIGIN).by("17"));
    private NodeLinks.Link link =
        new NodeLinks.Link(
            "eth0", true, true, List.of(new NodeLinks.Address(IpAddress.of(HERE), 24)));
    private PeerWord word;
    private PeerWord own;
    private Instant said = NOON.minusSeconds(1);

    Way(Break... broken) {
      session("Established");
      says(new SessionEstablished(PEER, 64512, ORIGIN, 90, List.of("ipv4-unicast")));
      announces(ROUTE.prefix());
      for (Break one : broken) {
        if (one.beforeTheKernel()) {
          rib.remove(ROUTE);
          kernel();
        }
      }
      for (Break one : broken) {
        one.done.accept(this);
      }
    }

    void session(String state) {
      sessions = List.of(new NodeSession(REFLECTOR, 64512, state, true));
    }

    void says(SessionEvent event) {
      word = PeerWord.after(word, event, said).orElseThrow();
      said = said.plusMillis(1);
    }

    void startsAgainWith(String... prefixes) {
      says(SessionLost.because(new SessionEnd.HoldTimerExpired(90), PEER, 1));
      says(new SessionEstablished(PEER, 64512, ORIGIN, 90, List.of("ipv4-unicast")));
      announces(prefixes);
    }

    void announces(String... prefixes) {
      says(
          new PeerRoutesChanged(
              PEER, true, false, List.of("ipv4-unicast"), prefixes.length, List.of(prefixes)));
    }

    void sends(int prefixes, Withheld... withheld) {
      own =
          PeerWord.after(
              null,
              new PeerRoutesSent(
                  new PeerIdentity("rr", HERE, "paris", "n1"),
                  prefixes,
                  List.of("ipv4-unicast"),
                  List.of(withheld)),
              NOON);
    }

    void kernel(KernelRoute... routes) {
      kernel = List.of(routes);
    }

    Missing judged() {
      Judgement.Judged judged =
          Judgement.of(expectation(), tables(), elsewhere(), seenWithoutTheRoute());
      assertThat(judged.unknown()).isEmpty();
      assertThat(judged.missing()).hasSize(1);
      return judged.missing().getFirst();
    }

    boolean well() {
      return Judgement.of(expectation(), tables(), elsewhere(), seenWithoutTheRoute())
          .equals(new Judgement.Judged(List.of(), List.of()));
    }

    private NodeTables tables() {
      return new NodeTables(sessions, rib, Stream.concat(kernel.stream(), more.stream()).toList())
          .in(
              Surroundings.NOT_ASKED
                  .with(new Answer.Whole<>(new NodeLinks(HERE, List.of(link))))
                  .withSideTables(new Answer.Whole<>(side))
                  .withTunnels(new Answer.Whole<>(Map.of("tun-a", OTHER)))
                  .settingBy(Set.of("17")));
    }

    private Elsewhere elsewhere() {
      return new Elsewhere(
          new Heard(own == null ? List.of(word) : List.of(word, own)),
          Map.of("london/london-1", new RouterLook(router, "its container has ended", NOON)),
          Map.of("paris/n1", HERE),
          NOON);
    }

    private static Expectation expectation() {
      return new Expectation(
          List.of(ROUTE),
          Set.of(REFLECTOR),
          Map.of(ORIGIN, new Origin("london", "london-1", Map.of(REFLECTOR, "rr"))));
    }

    private static NodeStatus seenWithoutTheRoute() {
      Known known =
          new Known(
              List.of(ROUTE),
              List.of(),
              List.of(),
              List.of(),
              List.of(),
              List.of(ROUTE),
              Gaps.NONE,
              null);
      return new NodeStatus("paris", "n1", known, NOON.minusSeconds(2), null, null, null);
    }
  }

  private static KernelRoute via(String prefix, String nextHop) {
    return new KernelRoute(prefix, nextHop, "eth0", "unicast");
  }

  private static KernelRoute shared(String nextHop) {
    return new KernelRoute(ROUTE.prefix(), nextHop, "eth0", "unicast", 0, Link.UP, true);
  }

  @Test
  void nothingIsBroken() {
    assertThat(new Way().well()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Break.class)
  void oneBreakIsNamedAndNothingBesides(Break one) {
    Missing missing = new Way(one).judged();
    assertThat(missing.cause().code()).isEqualTo(one.code);
    assertThat(missing.also()).isNull();
  }

  static Stream<Arguments> pairs() {
    List<Break> first =
        List.of(
            Break.ROUTER_OF_THE_ORIGIN,
            Break.SESSION_OF_THE_ORIGIN,
            Break.NOTHING_ANNOUNCED,
            Break.REJECTED,
            Break.SESSION,
            Break.INTERFACE_OF_THE_SESSION,
            Break.OTHER_PATH,
            Break.NOT_RECEIVED,
            Break.BLACKHOLE,
            Break.FOREIGN,
            Break.STALE,
            Break.SEVERAL,
            Break.INTERFACE,
            Break.NOT_INSTALLED,
            Break.OTHER_TABLE);
    List<Break> second =
        List.of(Break.SESSION, Break.OTHER_PATH, Break.BLACKHOLE, Break.FOREIGN, Break.SHADOWED);
    return first.stream()
        .flatMap(one -> second.stream().map(two -> Arguments.of(one, two)))
        .filter(pair -> together((Break) pair.get()[0], (Break) pair.get()[1]));
  }

  /** Two routes of one prefix are one break; and a session breaks once. */
  private static boolean together(Break one, Break two) {
    boolean sameStage =
        !one.beforeTheKernel() && !two.beforeTheKernel() && two != Break.SHADOWED
            || one == Break.INTERFACE_OF_THE_SESSION && two == Break.SESSION;
    // What the reflector does with a route is known only where everything before it is well.
    boolean hidden = Break.WITHHELD.compareTo(one) <= 0 && two.beforeTheKernel();
    return one.ordinal() < two.ordinal() && !sameStage && !hidden;
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void ofTwoBreaksTheFirstIsNamedAndTheNextIsKept(Break one, Break two) {
    Missing missing = new Way(one, two).judged();
    assertThat(missing.cause().code()).isEqualTo(one.code);
    assertThat(missing.also()).isNotNull();
    assertThat(missing.also().code()).isEqualTo(two.code);
  }

  private static SideTable table(KernelRoute... routes) {
    return new SideTable("all", "77", List.of(routes));
  }

  static Stream<List<SideTable>> tablesThatLeadThere() {
    KernelRoute hole = new KernelRoute(ROUTE.prefix(), null, null, "blackhole");
    KernelRoute onward = new KernelRoute(ROUTE.prefix(), null, null, "throw");
    return Stream.of(
        List.of(table()),
        List.of(table(via("10.3.0.0/24", OTHER))),
        List.of(table(via("0.0.0.0/0", OTHER), via(ROUTE.prefix(), ORIGIN))),
        List.of(table(via("10.2.0.0/16", ORIGIN)), table(hole)),
        List.of(table(onward, new KernelRoute("0.0.0.0/0", null, null, "blackhole"))));
  }

  @ParameterizedTest
  @MethodSource("tablesThatLeadThere")
  void aTableThatLeadsThereOrLeadsOnIsNoBreak(List<SideTable> tables) {
    Way way = new Way();
    way.side = tables;
    assertThat(way.well()).isTrue();
  }

  @Test
  void aTunnelOfWhichNobodyKnowsWhereItLeadsIsNoBreak() {
    Way way = new Way();
    way.kernel(new KernelRoute(ROUTE.prefix(), null, "tun-b", "unicast"));
    assertThat(way.well()).isTrue();
  }

  static Stream<Arguments> wordsThatDoNotDecide() {
    return Stream.of(
        Arguments.of(3, new Withheld("other-domain", 20, List.of("10.9.0.0/24"))),
        Arguments.of(0, new Withheld("own-mesh", 1, List.of("10.1.0.0/24"))));
  }

  /** Of many prefixes that it keeps back only the first are named; and it may send nothing yet. */
  @ParameterizedTest
  @MethodSource("wordsThatDoNotDecide")
  void whereTheReflectorsWordDoesNotDecideNeitherItNorTheRouterIsNamedAlone(
      int sent, Withheld withheld) {
    Way way = new Way(Break.NOT_RECEIVED);
    way.sends(sent, withheld);
    assertThat(way.judged().cause().code()).isEqualTo("route-not-received");
  }

  @Test
  void whereAnotherPathIsBetterTheRouteIsNotKeptBack() {
    Way way = new Way(Break.NOT_RECEIVED);
    way.sends(3, new Withheld("not-best", 1, List.of(ROUTE.prefix())));
    assertThat(way.judged().cause().code()).isEqualTo("refused-by-import-policy");
  }

  @Test
  void whatTheRouterItselfChoseIsNoSecondBreak() {
    Way way = new Way(Break.OTHER_PATH);
    way.kernel(via(ROUTE.prefix(), PREFERRED).by("17"));
    assertThat(way.judged().also()).isNull();
  }

  @Test
  void anOtherRouteIsNotCalledForeignWhereNobodyKnowsWhatTheRouterSets() {
    Way way = new Way(Break.FOREIGN);
    NodeTables tables = way.tables().in(Surroundings.NOT_ASKED);
    assertThat(
            Judgement.of(Way.expectation(), tables, way.elsewhere(), Way.seenWithoutTheRoute())
                .missing())
        .extracting(Missing::cause)
        .containsExactly(new RouteReason.OtherKernelRoute("unicast", OTHER, "eth0"));
  }
}
