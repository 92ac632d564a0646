package io.podspan.bgpreflector.speaker.config;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;

/**
 * Addresses any of which may connect: a peer is made when it does, and forgotten a while after its
 * session. We never dial them.
 *
 * @param limit how many may be peers at a time
 */
public record PeerRange(Prefix range, int limit, PeerTemplate template) {
  public PeerRange {
    template = template.passive();
    if (limit < 1) {
      throw new IllegalArgumentException("a range is for at least one peer");
    }
  }

  /** The member at this address; its name is its address. */
  public PeerConfig member(IpAddress address) {
    return new PeerConfig(address, address.toString(), template);
  }
}
