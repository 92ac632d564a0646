package io.podspan.routecollector.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.routecollector.api.Coverage.OfNode;
import io.podspan.routecollector.api.Coverage.Source;
import io.podspan.routecollector.api.Coverage.State;
import io.podspan.routecollector.api.NodeSummary.Feed;
import io.podspan.routecollector.api.NodeSummary.Unreadable;
import io.podspan.routecollector.api.NodeSummary.Verdict;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CoverageTest {
  private static final Instant NOW = Instant.parse("2026-11-30T10:00:00Z");

  private static OfNode node(Instant read, Unreadable unreadable, Feed feed, String... gaps) {
    return OfNode.of(
        new NodeSummary(
            "paris",
            "paris-1",
            Verdict.COMPLETE,
            0,
            0,
            0,
            0,
            0,
            List.of(gaps),
            read,
            unreadable,
            feed,
            null),
        false,
        NOW);
  }

  @Test
  void aNodeThatIsFollowedIsReadByItsStream() {
    assertThat(node(NOW.minusSeconds(7), null, new Feed("following", "")))
        .isEqualTo(new OfNode("paris-1", State.READ, Source.STREAM, 7L, ""));
  }

  @Test
  void aNodeThatWasNeverReadHasNoAge() {
    assertThat(node(null, null, null))
        .isEqualTo(new OfNode("paris-1", State.NEVER, Source.ELSEWHERE, null, ""));
  }

  @Test
  void aNodeThatCannotBeReadSaysWhy() {
    assertThat(node(NOW, new Unreadable(NOW, "the API server is away"), new Feed("api-away", "x")))
        .isEqualTo(
            new OfNode("paris-1", State.STALE, Source.INTERVAL, 0L, "the API server is away"));
  }

  @Test
  void aNodeThatOnlyItsRouterTellsOfSaysSo() {
    NodeSummary unread =
        NodeSummary.of(
            io.podspan.routecollector.route.NodeStatus.notReadYet("paris", "paris-1"),
            java.util.Optional.empty(),
            true);
    assertThat(unread.source()).isEqualTo("bmp");
    assertThat(OfNode.of(unread, true, NOW))
        .isEqualTo(new OfNode("paris-1", State.BMP_ONLY, Source.BMP, null, ""));
  }

  @Test
  void aNodeWithAGapIsPartlyRead() {
    assertThat(node(NOW, null, null, "the RIB: no JSON").state()).isEqualTo(State.PARTLY);
  }

  @Test
  void ofAClusterTheOldestLookIsTold() {
    Coverage.OfCluster cluster =
        Coverage.OfCluster.of(
            "paris",
            List.of(node(NOW.minusSeconds(7), null, null), node(NOW.minusSeconds(90), null, null)));
    assertThat(cluster.oldestSeconds()).isEqualTo(90);
    assertThat(cluster.states()).containsEntry(State.READ, 2L);
  }
}
