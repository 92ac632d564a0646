package io.podspan.routecollector.route;

import java.util.List;

/**
 * A table that a rule of the kernel sends packets of the node's pods to, before the main one.
 *
 * @param from the source that the rule is for, {@code all} for every one
 * @param table its number or name
 * @param routes all that it has
 */
public record SideTable(String from, String table, List<KernelRoute> routes) {
  public SideTable {
    routes = List.copyOf(routes);
  }
}
