package io.podspan.bgpreflector.reflect;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;
import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgpreflector.rib.BestChange;
import io.podspan.bgpreflector.rib.RouteSource;
import java.util.List;

/** Who wants to hear of routes: a port. Called by shard loops; must not block. */
public interface RouteObserver {

  /** A peer announced what is not taken; told once until the prefix is withdrawn or taken. */
  void onRejected(RouteSource source, Prefix prefix, IpAddress nextHop, Rejection reason);

  /** The peer has announced as many prefixes as the limit says that it should be told of. */
  void onPrefixLimitNear(RouteSource source, AddressFamily family, int count, PrefixLimit limit);

  /** The peer announced one prefix more than the limit. */
  void onPrefixLimit(RouteSource source, AddressFamily family, PrefixLimit limit);

  /** Whether {@link #onBestChanges} is wanted at all; it costs a little for each route. */
  boolean hearsBestChanges();

  void onBestChanges(List<BestChange> changes);
}
