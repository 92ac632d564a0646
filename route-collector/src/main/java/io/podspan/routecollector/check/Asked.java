package io.podspan.routecollector.check;

import io.podspan.addresses.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a node.
 *
 * @param node its name
 * @param destination where the packets go
 * @param source where they come from, null when they are the node's own or it does not matter
 * @param pod a pod of this node that sends them, null when none does
 * @param behind an address behind the interface that they come in by: the pod, or the node of the
 *     source; null when it is not known
 */
public record Asked(
    String node,
    IpAddress destination,
    @Nullable IpAddress source,
    @Nullable IpAddress pod,
    @Nullable IpAddress behind) {

  /** From a pod of the node, or from anywhere. */
  public Asked(
      String node, IpAddress destination, @Nullable IpAddress source, @Nullable IpAddress pod) {
    this(node, destination, source, pod, pod);
  }

  /** Where the packets come from, as far as it is known: the pod before the source. */
  @Nullable IpAddress from() {
    return pod != null ? pod : source;
  }

  /** The packets of the source come in from this address, if not from a pod of the node. */
  Asked comingFrom(IpAddress neighbour) {
    return pod != null ? this : new Asked(node, destination, source, null, neighbour);
  }
}
