package io.podspan.console.why;

import io.podspan.events.reason.PathReason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whether the machine that packets are handed to is the node that they are for. Asked only where
 * pings are lost: a switch or a router that answers for others (proxy ARP, RFC 1027) has another
 * hardware address, too, and passes them on.
 */
final class NextHopCheck {
  private NextHopCheck() {}

  /**
   * Another machine has answered for the address of the target's node: none of its interfaces has
   * this hardware address. Nothing where packets go through a router, or where it is not known.
   */
  static Optional<Stage> of(Known known, Direction direction, Live.Way way) {
    return isLost(way)
            && way.leaving() instanceof Answer.Said<Checked>(Checked leaving, Instant at)
            && way.arriving() instanceof Answer.Said<Checked>(Checked arriving, var _)
            && leaving.nextHop() instanceof Checked.NextHop hop
            && isOf(arriving.node(), known.target(direction), hop)
            && !arriving.macs().isEmpty()
            && arriving.macs().stream().noneMatch(hop.mac()::equalsIgnoreCase)
        ? Optional.of(twice(direction, leaving, at, hop, arriving.node()))
        : Optional.empty();
  }

  private static boolean isLost(Live.Way way) {
    return way.ping() instanceof Answer.Said<Measurement>(Measurement said, var _)
        && said.results().stream().anyMatch(Measured::isUnreached);
  }

  private static boolean isOf(String node, Place target, Checked.NextHop hop) {
    return target.nodes().stream()
        .anyMatch(view -> view.name().equals(node) && view.address().equals(hop.address()));
  }

  private static Stage twice(
      Direction direction, Checked leaving, Instant at, Checked.NextHop hop, String owner) {
    Cause cause =
        Cause.of(new PathReason.DuplicateAddress(hop.address(), hop.device(), hop.mac(), owner))
            .on(leaving.node());
    return Stage.fail(
        direction, LiveCheck.LEAVING, cause, List.of(LiveCheck.seen(cause.text(), at)));
  }
}
