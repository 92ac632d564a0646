package io.podspan.bgpreflector.speaker.config;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;

/**
 * A range of addresses. Each of them may connect and is a peer then; it is forgotten a while after
 * its session. We never dial them.
 *
 * @param limit how many may be peers at a time
 */
public record PeerRange(Prefix range, int limit, PeerTemplate template) {
  public PeerRange {
    template = template.passive();
    if (limit < 1) {
      throw new IllegalArgumentException("a range allows at least one peer, not " + limit);
    }
  }

  /** The member at this address; its name is its address. */
  public PeerConfig member(IpAddress address) {
    return new PeerConfig(address, address.toString(), template);
  }
}
