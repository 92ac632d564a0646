package io.podspan.bgpreflector.reflect;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;
import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgpreflector.rib.BestChange;
import io.podspan.bgpreflector.rib.RouteSource;
import java.util.List;

/** Hears what happens to routes: a port. Called by shard loops; must not block. */
public interface RouteObserver {

  /** A route was rejected. Told once, until the prefix is withdrawn or accepted. */
  void onRejected(RouteSource source, Prefix prefix, IpAddress nextHop, Rejection reason);

  /** The peer has reached the part of its limit from which a warning is due. */
  void onPrefixLimitNear(RouteSource source, AddressFamily family, int count, PrefixLimit limit);

  /** The peer announced one prefix more than the limit. */
  void onPrefixLimit(RouteSource source, AddressFamily family, PrefixLimit limit);

  /** Whether {@link #onBestChanges} is wanted; it costs a little for each route. */
  boolean hearsBestChanges();

  void onBestChanges(List<BestChange> changes);
}
