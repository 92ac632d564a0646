package io.podspan.bgpreflector.reflect;

import java.util.Locale;

/** Why a route that a peer announced is not taken. */
public enum Rejection {
  OUTSIDE_POD_CIDRS("outside the pod CIDRs of %s"),
  FOREIGN_NEXT_HOP("next hop is not a node of %s"),
  PREFIX_LIMIT("beyond the prefix limit"),
  ORIGINATOR_IS_US("ORIGINATOR_ID is our own"),
  CLUSTER_LOOP("CLUSTER_LIST holds our cluster id"),
  AS_LOOP("AS_PATH holds our AS");

  private final String text;

  Rejection(String text) {
    this.text = text;
  }

  /** For people, with the name of the cluster. */
  public String describe(String cluster) {
    return String.format(text, cluster);
  }

  /** As a metric's tag has it. */
  public String tag() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
