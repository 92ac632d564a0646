package io.podspan.routecollector.api;

import io.podspan.addresses.IpAddress;
import io.podspan.events.ClusterState;
import io.podspan.events.NodeState;
import io.podspan.routecollector.bmp.BmpView;
import io.podspan.routecollector.bmp.BmpView.PeerRow;
import io.podspan.routecollector.route.Expectation;
import io.podspan.routecollector.route.NodeStatus;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Finds what the routers of nodes tell by BMP, for one answer. One thread. */
final class BmpNodes {
  private static final Logger LOG = Logger.getLogger(BmpNodes.class);

  private final BmpView bmp;
  private final Set<IpAddress> told;

  /** Each question waits some seconds: one that was not answered is the last of this answer. */
  private boolean busy;

  BmpNodes(BmpView bmp) {
    this.bmp = bmp;
    this.told = orElse(Set.of(), bmp::told);
  }

  /** Why it is not known what routers tell, empty when it is. */
  Optional<String> unanswered() {
    return busy
        ? Optional.of("the BMP station had no time to say what routers tell by BMP")
        : Optional.empty();
  }

  /** Whether the router of the node tells anything. */
  boolean tells(ClusterState cluster, String node) {
    return address(cluster, node).isPresent();
  }

  /** Of the node that this is known of. */
  ByBmp of(ClusterState cluster, NodeStatus status, Expectation expected) {
    boolean withRoutes = !NodeDetail.ribIsRead(status);
    return address(cluster, status.node())
        .map(address -> orElse(ByBmp.NOTHING, () -> of(address, withRoutes, expected)))
        .orElse(ByBmp.NOTHING);
  }

  /** What was read on nodes is shown without it. */
  private <T> T orElse(T otherwise, Supplier<T> question) {
    if (busy) {
      return otherwise;
    }
    try {
      return question.get();
    } catch (BmpView.NoAnswerException e) {
      busy = true;
      LOG.warnf("What routers tell by BMP is not shown this time: %s", e.getMessage());
      return otherwise;
    }
  }

  private ByBmp of(IpAddress address, boolean withRoutes, Expectation expected) {
    List<PeerRow> peers =
        bmp.routers(address).stream().flatMap(router -> router.peers().stream()).toList();
    return new ByBmp(bmp.rib(address, withRoutes).orElse(null), peers, expected.reflectors());
  }

  private Optional<IpAddress> address(ClusterState cluster, String node) {
    if (told.isEmpty()) {
      return Optional.empty();
    }
    return cluster.nodes().stream()
        .filter(n -> n.name().equals(node))
        .map(NodeState::address)
        .flatMap(text -> IpAddress.parse(text).stream())
        .filter(told::contains)
        .findFirst();
  }
}
