package io.podspan.peeringservice.peering;

/**
 * How an operator wants the routers of an interconnect to be configured, where they can be in
 * several ways.
 *
 * @param services whether they are to announce the addresses of services
 */
public record RouterWishes(PeersBy peersBy, boolean services) {
  public static final RouterWishes DEFAULT = new RouterWishes(PeersBy.FLAGS, false);

  /** Documents of former versions have no wishes. */
  public RouterWishes {
    peersBy = peersBy == null ? PeersBy.FLAGS : peersBy;
  }
}
