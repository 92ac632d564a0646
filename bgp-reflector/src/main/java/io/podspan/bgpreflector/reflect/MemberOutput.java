package io.podspan.bgpreflector.reflect;

import io.podspan.bgp.wire.AddressFamily;

/**
 * Where one shard's messages for a member go: the port to its I/O loop. Called by the shard loop;
 * must not block.
 */
public interface MemberOutput {

  /** The loop that reads the segments; the same for all calls. */
  OutputLoop loop();

  /** Read this after everything of this shard that was handed over before. */
  void append(Segment segment);

  /** Ask the peer to announce everything again (RFC 2918), as far as it can. */
  void requestRefresh(AddressFamily family);

  /** The peer announced more than it may, and has to go for that (RFC 4486, section 4). */
  void prefixLimitReached(AddressFamily family, PrefixLimit limit);

  /** The member does not keep up and has to go. */
  void disconnect(String why);
}
