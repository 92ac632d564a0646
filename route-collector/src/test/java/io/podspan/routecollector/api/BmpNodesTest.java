package io.podspan.routecollector.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.addresses.IpAddress;
import io.podspan.events.AccessReference;
import io.podspan.events.ClusterState;
import io.podspan.events.Cni;
import io.podspan.events.NodeState;
import io.podspan.routecollector.bmp.BmpView;
import io.podspan.routecollector.route.Expectation;
import io.podspan.routecollector.route.NodeStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BmpNodesTest {
  private static final IpAddress NODE = IpAddress.of("192.0.2.1");
  private static final Expectation NOTHING = new Expectation(List.of(), Set.of(), Map.of());
  private static final ClusterState PARIS =
      new ClusterState(
          "paris",
          Cni.KUBE_ROUTER,
          null,
          64512,
          List.of("10.1.0.0/16"),
          List.of(),
          List.of(new NodeState("n1", "192.0.2.1", List.of("10.1.0.0/24"))),
          new AccessReference("paris", null));

  private final AtomicInteger unanswered = new AtomicInteger();

  @Test
  void whereTheStationHasNoTimeNothingIsToldAndNothingFails() {
    BmpNodes nodes = new BmpNodes(busy(false));

    assertThat(nodes.tells(PARIS, "n1")).isFalse();
    assertThat(told(nodes)).isEqualTo(ByBmp.NOTHING);
  }

  @Test
  void whereItHasNoTimeForTheTablesTheyAreNotTold() {
    BmpNodes nodes = new BmpNodes(busy(true));

    assertThat(nodes.tells(PARIS, "n1")).isTrue();
    assertThat(told(nodes)).isEqualTo(ByBmp.NOTHING);
  }

  @Test
  void aStationThatHasNoTimeIsAskedOnceForAnAnswer() {
    BmpNodes nodes = new BmpNodes(busy(true));
    for (int node = 0; node < 100; node++) {
      assertThat(told(nodes)).isEqualTo(ByBmp.NOTHING);
    }

    assertThat(unanswered).hasValue(1);
  }

  private Busy busy(boolean saysWho) {
    return new Busy(saysWho, unanswered);
  }

  private static ByBmp told(BmpNodes nodes) {
    return nodes.of(PARIS, NodeStatus.notReadYet("paris", "n1"), NOTHING);
  }

  /** A station that says at most who tells. */
  private record Busy(boolean saysWho, AtomicInteger unanswered) implements BmpView {
    @Override
    public boolean listens() {
      return true;
    }

    @Override
    public List<RouterRow> routers() {
      throw noAnswer();
    }

    @Override
    public List<RouterRow> routers(IpAddress address) {
      throw noAnswer();
    }

    @Override
    public RoutePage routes(IpAddress address, Query query) {
      throw noAnswer();
    }

    @Override
    public Optional<Rib> rib(IpAddress address, boolean withRoutes) {
      throw noAnswer();
    }

    @Override
    public Set<IpAddress> told() {
      if (!saysWho) {
        throw noAnswer();
      }
      return Set.of(NODE);
    }

    private NoAnswerException noAnswer() {
      unanswered.incrementAndGet();
      return new NoAnswerException("busy", new TimeoutException());
    }
  }
}
