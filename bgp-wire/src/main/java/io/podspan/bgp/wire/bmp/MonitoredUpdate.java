package io.podspan.bgp.wire.bmp;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;
import io.podspan.bgp.wire.AddressFamily;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The routes of an UPDATE as a router tells of them.
 *
 * @param routes in the order in which they are to be applied
 * @param asPath as people write it; empty for a route of the router's own AS
 * @param med 0 where there is none
 * @param localPref {@link #NO_LOCAL_PREF} where there is none
 * @param endOfRib the family of which the table is now complete, null for every other UPDATE
 */
public record MonitoredUpdate(
    List<Routes> routes, String asPath, long med, long localPref, @Nullable AddressFamily endOfRib)
    implements UpdateRead {
  public static final long NO_LOCAL_PREF = -1;

  /**
   * A prefix.
   *
   * @param pathId 0 where there is none
   */
  public record PathPrefix(Prefix prefix, long pathId) {}

  /**
   * Routes of one family.
   *
   * @param nextHop of those that are announced; 0.0.0.0 or :: of a router's own
   */
  public record Routes(
      AddressFamily family,
      List<PathPrefix> withdrawn,
      @Nullable IpAddress nextHop,
      List<PathPrefix> announced) {
    public Routes {
      withdrawn = List.copyOf(withdrawn);
      announced = List.copyOf(announced);
    }
  }

  public MonitoredUpdate {
    routes = List.copyOf(routes);
  }
}
