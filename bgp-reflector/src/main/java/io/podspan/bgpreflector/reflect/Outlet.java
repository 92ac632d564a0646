package io.podspan.bgpreflector.reflect;

/**
 * Where a member's packets go: the port to its I/O loop. Called by the shard loop; must not block.
 */
public interface Outlet {

  /** Read this after everything handed over before. */
  void append(Segment segment);

  /** There is more in the last segment. */
  void wake();

  /** Ask the peer to announce everything again (RFC 2918), as far as it can. */
  void requestRefresh();

  /** The member does not keep up and has to go. */
  void shed(String why);
}
