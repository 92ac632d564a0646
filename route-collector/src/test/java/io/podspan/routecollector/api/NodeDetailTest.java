package io.podspan.routecollector.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.events.RouteEntry;
import io.podspan.routecollector.feed.FeedEnd;
import io.podspan.routecollector.feed.FeedState;
import io.podspan.routecollector.route.Gaps;
import io.podspan.routecollector.route.Known;
import io.podspan.routecollector.route.NodeStatus;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NodeDetailTest {
  private static final RouteEntry ROUTE = new RouteEntry("10.2.0.0/24", "192.0.2.21");

  private static NodeDetail.ExpectedRoute unknown(Gaps gaps) {
    Known known =
        new Known(
            List.of(ROUTE), List.of(), List.of(), List.of(), List.of(), List.of(ROUTE), gaps, null);
    return NodeDetail.of(
            new NodeStatus("paris", "n1", known, null, null, null, null), Optional.empty())
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

  private static NodeSummary.@Nullable Feed feed(@Nullable FeedState state) {
    return NodeDetail.of(NodeStatus.notReadYet("paris", "n1"), Optional.ofNullable(state))
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
