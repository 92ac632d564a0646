package io.podspan.routecollector.events;

import static io.podspan.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.events.AccessReference;
import io.podspan.events.ClusterState;
import io.podspan.events.Cni;
import io.podspan.events.NodeState;
import io.podspan.routecollector.feed.FeedState;
import io.podspan.routecollector.feed.Subject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NodeFeedsTest {
  private static final Set<String> PEERS = Set.of("192.0.2.1");

  private final FakeSource source = new FakeSource();
  private final NodeFeeds feeds = new NodeFeeds(source);

  NodeFeedsTest() {
    feeds.start(
        new Follower.Work() {
          @Override
          public boolean isOurs(String cluster) {
            return true;
          }

          @Override
          public boolean look(String cluster, String node) {
            return true;
          }

          @Override
          public void broken(String cluster) {}
        });
  }

  @AfterEach
  void close() {
    feeds.close();
  }

  private static ClusterState paris(String... nodes) {
    return new ClusterState(
        "paris",
        Cni.KUBE_ROUTER,
        null,
        64512,
        List.of("10.1.0.0/16"),
        List.of(),
        Arrays.stream(nodes).map(n -> new NodeState(n, "192.0.2.11", List.of())).toList(),
        new AccessReference("paris", null));
  }

  private void opened(int streams) {
    await().until(() -> source.opened.size() == streams);
  }

  @Test
  void eachNodeIsFollowedAndStaysSo() {
    feeds.keep(paris("n1", "n2"), PEERS);
    opened(2);
    feeds.keep(paris("n1", "n2"), PEERS);
    feeds.keep(paris("n1", "n2", "n3"), PEERS);
    opened(3);
    assertThat(source.opened).extracting(Subject::node).containsExactlyInAnyOrder("n1", "n2", "n3");
    assertThat(source.interrupted).isEmpty();
  }

  @Test
  void aNodeThatIsGoneIsFollowedNoLonger() {
    feeds.keep(paris("n1", "n2"), PEERS);
    opened(2);
    feeds.keep(paris("n1"), PEERS);
    await()
        .untilAsserted(
            () -> assertThat(source.interrupted).extracting(Subject::node).containsExactly("n2"));
    assertThat(feeds.of("paris", "n2")).isEmpty();
  }

  @Test
  void withOtherPeersTheStreamIsAnotherOne() {
    feeds.keep(paris("n1"), PEERS);
    opened(1);
    feeds.keep(paris("n1"), Set.of("192.0.2.2"));
    opened(2);
    assertThat(source.opened.getLast().peers()).containsExactly("192.0.2.2");
    await().until(() -> source.interrupted.size() == 1);
  }

  @Test
  void aClusterIsFollowedWhenAllItsNodesAreThatTakePart() {
    ClusterState cluster = paris("n1");
    assertThat(feeds.follow(cluster)).isFalse();
    feeds.keep(cluster, PEERS);
    opened(1);
    assertThat(feeds.follow(cluster)).isFalse();
    source.say(".", ".");
    await().until(() -> feeds.follow(cluster));
    assertThat(feeds.states("paris")).isEqualTo(Map.of("following", 1L));
    assertThat(feeds.follow(paris("n1", "n2"))).isFalse();
    ClusterState withOneLeftOut =
        new ClusterState(
            "paris",
            Cni.KUBE_ROUTER,
            null,
            64512,
            List.of("10.1.0.0/16"),
            List.of(),
            List.of(
                cluster.nodes().getFirst(),
                new NodeState("n2", "192.0.2.12", List.of(), "It is not Ready.")),
            new AccessReference("paris", null));
    assertThat(feeds.follow(withOneLeftOut)).isTrue();
  }

  @Test
  void healthNamesANodeThatCannotBeFollowedAndWhy() {
    feeds.keep(paris("n1"), PEERS);
    opened(1);
    assertThat(feeds.waiting()).isEmpty();
    source.say("!FORBIDDEN");
    await().until(() -> feeds.waiting().isPresent());
    assertThat(feeds.waiting().orElseThrow().what())
        .isEqualTo(
            "streams of 1 nodes, which are read at intervals until then. paris/n1: so it is");
  }

  @Test
  void aKindOfRouterThatCannotBeFollowedIsNoFault() {
    feeds.keep(paris("n1"), PEERS);
    source.say("!NOT_OFFERED");
    await()
        .until(
            () -> feeds.of("paris", "n1").filter(FeedState.Polled.class::isInstance).isPresent());
    assertThat(feeds.waiting()).isEmpty();
  }

  @Test
  void aClusterThatIsDroppedIsFollowedNoLonger() {
    feeds.keep(paris("n1"), PEERS);
    opened(1);
    feeds.drop("paris");
    await().until(() -> source.interrupted.size() == 1);
    assertThat(feeds.of("paris", "n1")).isEmpty();
    assertThat(feeds.states("paris")).isEmpty();
  }
}
