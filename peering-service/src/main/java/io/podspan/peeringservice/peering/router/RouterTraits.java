package io.podspan.peeringservice.peering.router;

import io.podspan.addresses.Prefix;
import io.podspan.peeringservice.peering.router.Answer.Unknown;
import java.util.List;

/**
 * What the routers of a cluster do that matters to other clusters, too.
 *
 * @param offSubnet what becomes of a route whose next hop is in no subnet of the node
 * @param announcesServices whether addresses of services go to every peer
 * @param serviceRange the service CIDRs that the routers were told; an empty list if they need none
 * @param needsGracefulReflector whether they announce nothing to a peer that does not offer
 *     graceful restart (RFC 4724, capability 64)
 */
public record RouterTraits(
    Answer<OffSubnet> offSubnet,
    Answer<Boolean> announcesServices,
    Answer<List<Prefix>> serviceRange,
    Answer<Boolean> needsGracefulReflector) {

  /** What becomes of a route whose next hop is in no subnet of the node. */
  public enum OffSubnet {
    /** The kernel does not get it, and nothing is logged. */
    DROPPED,
    /** It leads through an IP-in-IP tunnel to the next hop. */
    TUNNELLED,
    /** As before, and so does a route whose next hop is in the subnet. */
    ALWAYS_TUNNELLED,
    /** It leads to the router on the way, which has to know the route itself. */
    ROUTED
  }

  /** A driver that says nothing. */
  public static RouterTraits unknown(String why) {
    return new RouterTraits(
        new Unknown<>(why), new Unknown<>(why), new Unknown<>(why), new Unknown<>(why));
  }
}
