package io.podspan.bgpreflector.interop;

import java.util.List;
import java.util.Set;

/**
 * A route as a daemon's own command line shows it.
 *
 * @param communities as "64512:1"
 * @param largeCommunities as "64512:1:2"
 * @param asPathHops how many AS numbers AS_PATH shows
 */
record SeenRoute(
    String prefix,
    String nextHop,
    String originatorId,
    List<String> clusterList,
    Set<String> communities,
    Set<String> largeCommunities,
    int asPathHops) {

  /** The same with the long path of a station's far route. */
  SeenRoute far() {
    return new SeenRoute(
        prefix,
        nextHop,
        originatorId,
        clusterList,
        communities,
        largeCommunities,
        Station.LONG_AS_PATH);
  }
}
