package io.podspan.probeservice.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.events.AccessReference;
import io.podspan.events.ClusterState;
import io.podspan.events.Cni;
import io.podspan.events.InterconnectState;
import io.podspan.events.NodeState;
import io.podspan.events.PeerIdentity;
import io.podspan.events.ProbeEvent.Reachability;
import io.podspan.events.RouteEvent;
import io.podspan.events.SessionEvent;
import io.podspan.events.world.World;
import io.podspan.probeservice.measure.ClusterPair;
import io.podspan.probeservice.verdict.News;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HintTest {
  private static final PeerIdentity PEER = new PeerIdentity("rr1", "192.0.2.7", "paris", "paris-1");
  private static final NodeState ONE = new NodeState("n1", "192.0.2.1", List.of());
  private static final NodeState TWO = new NodeState("n2", "192.0.2.2", List.of());

  private static ClusterState cluster(String name, NodeState... nodes) {
    return new ClusterState(
        name,
        Cni.KUBE_ROUTER,
        null,
        64512,
        List.of(),
        List.of(),
        List.of(nodes),
        new AccessReference(name, null));
  }

  private static World world(List<String> joined, ClusterState... clusters) {
    Map<String, ClusterState> byName =
        Stream.of(clusters).collect(Collectors.toMap(ClusterState::name, c -> c));
    return new World(
        byName,
        joined.isEmpty()
            ? Map.of()
            : Map.of("i", new InterconnectState("i", 1, joined, List.of())));
  }

  @Test
  void sessionsAndRoutesNameTheirNode() {
    assertThat(Hint.of(new SessionEvent.SessionLost(PEER, "gone", 5)))
        .hasValue(new Hint("paris", "paris-1", News.BAD));
    assertThat(Hint.of(new SessionEvent.SessionResumed(PEER, 5)))
        .hasValue(new Hint("paris", "paris-1", News.GOOD));
    assertThat(Hint.of(new SessionEvent.PrefixLimitReached(PEER, 5))).isEmpty();
    PeerIdentity stranger = new PeerIdentity("rr1", "192.0.2.9", null, null);
    assertThat(Hint.of(new SessionEvent.SessionLost(stranger, "gone", 5))).isEmpty();
    assertThat(Hint.of(new RouteEvent.NodeRead("paris", "paris-1", false, "no")))
        .hasValue(new Hint("paris", "paris-1", null));
    assertThat(Hint.of(new RouteEvent.NodeRead("paris", "paris-1", true, ""))).isEmpty();
    assertThat(Hint.of(routes(1))).as("RouteRestored follows").isEmpty();
    assertThat(Hint.of(routes(0))).hasValue(new Hint("paris", "paris-1", News.GOOD));
  }

  private static RouteEvent routes(int missing) {
    return new RouteEvent.NodeRoutesChanged("paris", "paris-1", List.of(), List.of(), 2, missing);
  }

  @Test
  void anIntentConcernsOnlyWhatItChanges() {
    World before = world(List.of(), cluster("paris", ONE), cluster("tokyo", ONE), cluster("oslo"));
    World joined =
        world(
            List.of("paris", "tokyo"),
            cluster("paris", ONE),
            cluster("tokyo", ONE),
            cluster("oslo"));
    assertThat(Hint.between(before, before)).isEmpty();
    assertThat(Hint.between(before, joined))
        .containsExactly(new Hint("paris", null, News.GOOD), new Hint("tokyo", null, News.GOOD));
  }

  @Test
  void nodesThatComeAndGoAreNamed() {
    NodeState out = new NodeState("n1", "192.0.2.1", List.of(), "It is not Ready.");
    assertThat(
            Hint.between(
                world(List.of(), cluster("paris", ONE)), world(List.of(), cluster("paris", TWO))))
        .containsExactly(new Hint("paris", "n2", News.GOOD), new Hint("paris", "n1", News.BAD));
    assertThat(
            Hint.between(
                world(List.of(), cluster("paris", ONE)), world(List.of(), cluster("paris", out))))
        .containsExactly(new Hint("paris", "n1", News.BAD));
  }

  @Test
  void newsExplainForTenSeconds() {
    long[] nanos = {0};
    RecentNews news = new RecentNews(() -> nanos[0]);
    ClusterPair pair = new ClusterPair("paris", "tokyo");
    assertThat(news.explain(pair, Reachability.REACHABLE, Reachability.PARTIAL)).isFalse();
    news.heard("tokyo", News.BAD);
    assertThat(news.explain(pair, Reachability.REACHABLE, Reachability.PARTIAL)).isTrue();
    assertThat(news.explain(pair, Reachability.PARTIAL, Reachability.REACHABLE)).isFalse();
    nanos[0] = 10_000_000_001L;
    assertThat(news.explain(pair, Reachability.REACHABLE, Reachability.PARTIAL)).isFalse();
  }
}
