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
 */
public record RouterChange(String driver, String document, List<String> diff) {
  public RouterChange {
    diff = List.copyOf(diff);
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
