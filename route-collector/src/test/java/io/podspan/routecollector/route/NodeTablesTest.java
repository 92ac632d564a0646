package io.podspan.routecollector.route;

import static io.podspan.routecollector.route.Routes.EXPECTED;
import static io.podspan.routecollector.route.Routes.LONDON_A;
import static io.podspan.routecollector.route.Routes.LONDON_B;
import static io.podspan.routecollector.route.Routes.SUBNET;
import static io.podspan.routecollector.route.Routes.UNSEEN;
import static io.podspan.routecollector.route.Routes.installed;
import static io.podspan.routecollector.route.Routes.session;
import static io.podspan.routecollector.route.Routes.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.events.RouteEntry;
import io.podspan.events.RouteEvent.Table;
import io.podspan.events.reason.RouteReason;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The router's table is read before the kernel, and once more after it where that lacks a route.
 */
class NodeTablesTest {
  private static final String NODE = "198.18.0.11";

  /** The kernel has one of two. */
  private static final NodeTables FIRST =
      with(
          List.of(session("Established")),
          List.of(LONDON_A, LONDON_B),
          SUBNET,
          installed(LONDON_A));

  private static Answer<RouterTable> rib(RouteEntry... best) {
    return new Answer.Whole<>(new RouterTable(List.of(best)));
  }

  private static List<Missing> missing(NodeTables tables) {
    return Judgement.of(EXPECTED, tables, Elsewhere.NOTHING, UNSEEN).missing();
  }

  @Test
  void aRouteThatTheRouterGaveUpMeanwhileIsNotOneThatTheKernelLacks() {
    assertThat(FIRST.kernelLacks(NODE)).isTrue();
    assertThat(missing(FIRST.after(rib(LONDON_A))))
        .extracting(Missing::table)
        .containsExactly(Table.RIB);
  }

  @Test
  void aRouteThatTheRouterStillHasIsOneThatTheKernelLacks() {
    assertThat(missing(FIRST.after(rib(LONDON_A, LONDON_B))))
        .extracting(Missing::cause)
        .containsExactly(new RouteReason.NotInstalled());
  }

  @Test
  void aRouteThatCameMeanwhileIsNotBlamedOnTheKernel() {
    NodeTables before = with(List.of(session("Established")), List.of(LONDON_A), SUBNET);
    assertThat(missing(before.after(rib(LONDON_A, LONDON_B))))
        .extracting(Missing::table)
        .containsExactly(Table.FIB, Table.RIB);
  }

  @Test
  void aRouteThatCameToBothMeanwhileIsThere() {
    NodeTables before =
        with(
            List.of(session("Established")),
            List.of(LONDON_A),
            SUBNET,
            installed(LONDON_A),
            installed(LONDON_B));
    assertThat(missing(before.after(rib(LONDON_A, LONDON_B)))).isEmpty();
  }

  @Test
  void whereItCannotBeReadAgainTheFirstAnswerStands() {
    assertThat(FIRST.after(new Answer.Unread<>("it hangs"))).isEqualTo(FIRST);
  }

  @Test
  void nothingIsReadAgainWhereTheKernelHasAllOrWasNotRead() {
    RouteEntry own = new RouteEntry("10.1.0.0/24", NODE);
    KernelRoute tunnel = new KernelRoute(LONDON_B.prefix(), null, "tun-a", "unicast");
    List<RouteEntry> best = List.of(LONDON_A, LONDON_B, own);
    assertThat(with(List.of(), best, installed(LONDON_A), tunnel).kernelLacks(NODE)).isFalse();
    NodeTables unread =
        new NodeTables(FIRST.sessions(), FIRST.rib(), new Answer.Unread<>("ip: not found"), null);
    assertThat(unread.kernelLacks(NODE)).isFalse();
  }
}
