package io.podspan.routecollector.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.events.RouteEntry;
import io.podspan.routecollector.bmp.BmpView.PeerRow;
import io.podspan.routecollector.bmp.BmpView.Rib;
import io.podspan.routecollector.bmp.BmpView.RouteRow;
import io.podspan.routecollector.feed.FeedEnd;
import io.podspan.routecollector.feed.FeedState;
import io.podspan.routecollector.route.Gaps;
import io.podspan.routecollector.route.Known;
import io.podspan.routecollector.route.NodeStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NodeDetailTest {
  private static final Instant NOW = Instant.parse("2026-11-30T10:00:00Z");
  private static final RouteEntry ROUTE = new RouteEntry("10.2.0.0/24", "192.0.2.21");

  private static NodeDetail.ExpectedRoute unknown(Gaps gaps) {
    Known known =
        new Known(
            List.of(ROUTE), List.of(), List.of(), List.of(), List.of(), List.of(ROUTE), gaps, null);
    return NodeDetail.of(
            new NodeStatus("paris", "n1", known, null, null, null, null),
            Optional.empty(),
            ByBmp.NOTHING,
            NOW)
        .expected()
        .getFirst();
  }

  @Test
  void aRouteThatIsNotJudgedSaysWhyNot() {
    assertThat(unknown(new Gaps(null, null, "ip: not found", null)).why())
        .isEqualTo("the kernel's routes could not be read: ip: not found");
    assertThat(unknown(Gaps.NONE).why()).contains("not clear before the next look");
    assertThat(unknown(Gaps.NONE).verdict()).isEqualTo("unknown");
  }

  private static final ByBmp TOLD =
      new ByBmp(
          new Rib(
              "loc-rib",
              null,
              true,
              false,
              1,
              List.of(
                  new RouteRow(
                      "loc-rib",
                      "0.0.0.0",
                      "10.2.0.0/24",
                      0,
                      "192.0.2.99",
                      "",
                      0,
                      100,
                      NOW,
                      false))),
          List.of(
              new PeerRow("global", "192.0.2.1", 65000, "", "", "up", NOW, "", List.of(), Map.of()),
              new PeerRow(
                  "loc_rib", "0.0.0.0", 65000, "", "", "assumed", NOW, "", List.of(), Map.of())),
          Set.of("192.0.2.1"));

  private static NodeDetail told(Gaps gaps, @Nullable Instant unreadableSince) {
    Known known =
        new Known(
            List.of(ROUTE),
            List.of(),
            List.of(ROUTE),
            List.of(),
            List.of(),
            List.of(ROUTE),
            gaps,
            null);
    return NodeDetail.of(
        new NodeStatus("paris", "n1", known, NOW.minusSeconds(9), unreadableSince, "x", null),
        Optional.empty(),
        TOLD,
        NOW);
  }

  @Test
  void whatCanBeReadIsShownAsReadWithItsAge() {
    NodeDetail node = told(Gaps.NONE, null);

    assertThat(node.rib()).containsExactly(new TableRow("10.2.0.0/24", "192.0.2.21", "exec", 9L));
    assertThat(node.bmp()).isEqualTo(new NodeDetail.Bmp("loc-rib", true, true, false, 1, false));
    assertThat(node.expected().getFirst().rib()).containsExactly("192.0.2.21");
  }

  @Test
  void whatCannotBeReadIsWhatTheRouterTells() {
    for (NodeDetail node :
        List.of(told(new Gaps(null, "no gobgp", null, null), null), told(Gaps.NONE, NOW))) {
      assertThat(node.rib()).containsExactly(new TableRow("10.2.0.0/24", "192.0.2.99", "bmp", 0L));
      assertThat(node.bmp()).isEqualTo(new NodeDetail.Bmp("loc-rib", true, true, false, 1, true));
      assertThat(node.expected().getFirst().rib()).containsExactly("192.0.2.99");
      assertThat(node.expected().getFirst().verdict()).isEqualTo("unknown");
      assertThat(node.ribFrom(NOW)).isEqualTo(new Provenance("bmp", 0L));
    }
  }

  @Test
  void aNodeThatWasNeverReadHasWhatItsRouterTells() {
    NodeDetail node =
        NodeDetail.of(NodeStatus.notReadYet("paris", "n1"), Optional.empty(), TOLD, NOW);

    assertThat(node.rib()).hasSize(1);
    assertThat(node.sessions())
        .containsExactly(new SessionRow("192.0.2.1", 65000, "Established", true, "bmp", 0L));
  }

  @Test
  void eachRouteFindsAllItsNextHopsInBothTables() {
    RouteEntry second = new RouteEntry(ROUTE.prefix(), "192.0.2.22");
    RouteEntry other = new RouteEntry("10.3.0.0/24", "192.0.2.23");
    Known known =
        new Known(
            List.of(ROUTE, other),
            List.of(),
            List.of(ROUTE, second, other),
            List.of(second, other),
            List.of(),
            List.of(),
            Gaps.NONE,
            null);
    NodeDetail node =
        NodeDetail.of(
            new NodeStatus("paris", "n1", known, NOW, null, null, null),
            Optional.empty(),
            ByBmp.NOTHING,
            NOW);

    assertThat(node.expected().getFirst().rib()).containsExactly("192.0.2.21", "192.0.2.22");
    assertThat(node.expected().getFirst().fib()).containsExactly("192.0.2.22");
    assertThat(node.expected().getLast().rib()).containsExactly("192.0.2.23");
  }

  private static NodeSummary.@Nullable Feed feed(@Nullable FeedState state) {
    return NodeDetail.of(
            NodeStatus.notReadYet("paris", "n1"), Optional.ofNullable(state), ByBmp.NOTHING, NOW)
        .summary()
        .feed();
  }

  @Test
  void aNodeSaysHowItIsWatchedAndWhyItIsNotFollowed() {
    FeedEnd forbidden = new FeedEnd(FeedEnd.Why.FORBIDDEN, "the API server forbids this command");
    assertThat(feed(new FeedState.Polled(forbidden)))
        .isEqualTo(new NodeSummary.Feed("forbidden", "the API server forbids this command"));
    assertThat(feed(new FeedState.Following())).isEqualTo(new NodeSummary.Feed("following", ""));
    assertThat(feed(null)).as("another instance watches it").isNull();
  }
}
