package io.podspan.bgpreflector.reflect;

/** Why a route that a peer announced is not taken. */
public enum Rejection {
  PREFIX_NOT_ACCEPTED("not among the prefixes that are accepted from it"),
  NEXT_HOP_NOT_ACCEPTED("not among the next hops that are accepted from it"),
  NEXT_HOP_NOT_USABLE("its next hop is a loopback address"),
  NEXT_HOP_IS_OURS("its next hop is the reflector itself"),
  MULTICAST_PREFIX("it is multicast, and only unicast routes are taken"),
  PREFIX_LIMIT("beyond the prefix limit"),
  ORIGINATOR_IS_US("ORIGINATOR_ID is our own"),
  CLUSTER_LOOP("CLUSTER_LIST holds our cluster id"),
  AS_LOOP("AS_PATH holds our AS");

  private final String text;

  Rejection(String text) {
    this.text = text;
  }

  /** For people: what is wrong with the route. */
  public String text() {
    return text;
  }
}
