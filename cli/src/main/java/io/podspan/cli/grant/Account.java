package io.podspan.cli.grant;

/** A service account of Podspan in a member cluster. */
public enum Account {
  /** For `podspan up`, where all services share one credentials folder: the rights of the three. */
  ALL_SERVICES("all-services"),
  PEERING_SERVICE("peering-service"),
  ROUTE_COLLECTOR("route-collector"),
  PROBE_SERVICE("probe-service");

  /** Of the accounts, and of the probe pods. */
  public static final String NAMESPACE = "podspan";

  private final String service;

  Account(String service) {
    this.service = service;
  }

  /** The service's name, as of its folder. */
  public String service() {
    return service;
  }

  /** The name of the service account. */
  public String account() {
    return "podspan-" + service;
  }
}
