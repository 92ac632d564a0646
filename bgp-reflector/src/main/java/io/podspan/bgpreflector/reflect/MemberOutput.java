package io.podspan.bgpreflector.reflect;

import io.podspan.bgp.wire.AddressFamily;

/**
 * The output of one shard for one member: a port to the member's I/O loop. Called by the shard
 * loop; must not block.
 */
public interface MemberOutput {

  /** The loop that reads the segments; the same for all calls. */
  OutputLoop loop();

  /** Hands over what is to be sent after everything that this shard handed over before. */
  void append(Segment segment);

  /** Asks the peer to announce everything again (RFC 2918), if it supports that. */
  void requestRefresh(AddressFamily family);

  /** Ends the session of a peer that announced more than it may (RFC 4486, section 4). */
  void prefixLimitReached(AddressFamily family, PrefixLimit limit);

  /** Ends the session of a member that does not keep up. */
  void disconnect(String why);
}
