package io.podspan.peeringservice.peering.router;

import java.util.List;

/**
 * One exact change of one cluster's router configuration. It holds what was there before too, so
 * its driver can take it back.
 *
 * @param driver the name of the driver that made it, {@code kube-router-flags}
 * @param document the driver's own document, JSON. Only that driver reads it. It may hold secrets
 * @param diff the change for people, a line per flag or object: {@code +
 *     --peer-router-ips=192.0.2.1}; without secrets
 * @param back whether it is being taken back, so that its nodes are to be as they were before it
 */
public record RouterChange(String driver, String document, List<String> diff, boolean back) {
  public RouterChange {
    diff = List.copyOf(diff);
  }

  public RouterChange(String driver, String document, List<String> diff) {
    this(driver, document, diff, false);
  }

  /** The same, being taken back. */
  public RouterChange takenBack() {
    return new RouterChange(driver, document, diff, true);
  }

  /** Whether nothing is to be changed. */
  public boolean isEmpty() {
    return diff.isEmpty();
  }

  /** Without the document, which may hold secrets. */
  @Override
  public String toString() {
    return "RouterChange[" + driver + ", " + diff + "]";
  }
}
