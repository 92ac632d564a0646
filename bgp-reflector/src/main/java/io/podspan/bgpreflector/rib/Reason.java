package io.podspan.bgpreflector.rib;

/**
 * The step of the decision at which a path lost, or that the best one won by. In the order of the
 * steps.
 */
public enum Reason {
  ONLY_PATH("the only path"),
  LOCALLY_ORIGINATED("locally originated"),
  LOCAL_PREF("higher LOCAL_PREF"),
  AS_PATH_LENGTH("shorter AS_PATH"),
  ORIGIN("lower ORIGIN"),
  MED("lower MULTI_EXIT_DISC"),
  EXTERNAL("external over internal"),
  ROUTER_ID("lower BGP identifier or ORIGINATOR_ID"),
  CLUSTER_LIST_LENGTH("shorter CLUSTER_LIST"),
  PEER_ADDRESS("lower peer address"),
  PATH_ID("lower path identifier");

  private final String text;

  Reason(String text) {
    this.text = text;
  }

  /** What the better path has. */
  public String text() {
    return text;
  }
}
