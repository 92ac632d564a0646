package io.podspan.routecollector.route;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the last look at a node could not read, and why. Each is null when it could be read.
 *
 * @param sessions the sessions of its router
 * @param rib the table of its router
 * @param kernel the routes of its kernel
 * @param rules which other tables its kernel asks: without them the main table is what is judged,
 *     and the node counts as read
 */
public record Gaps(
    @Nullable String sessions,
    @Nullable String rib,
    @Nullable String kernel,
    @Nullable String rules) {
  public static final Gaps NONE = new Gaps(null, null, null, null);

  static Gaps of(NodeTables tables) {
    return new Gaps(
        tables.sessions().gap(),
        tables.rib().gap(),
        tables.kernel().gap(),
        tables.around().sideTables().gap());
  }

  /** What is not known of the routes, as one clause; null when both tables could be read. */
  public @Nullable String ofRoutes() {
    List<String> clauses = new ArrayList<>();
    add(clauses, "the router's table could not be read", rib);
    add(clauses, "the kernel's routes could not be read", kernel);
    return clauses.isEmpty() ? null : String.join("; ", clauses);
  }

  /** Whether sessions, router and kernel could be read. */
  boolean none() {
    return sessions == null && rib == null && kernel == null;
  }

  /** All of it, a clause each. */
  public List<String> clauses() {
    List<String> clauses = new ArrayList<>();
    add(clauses, "the router's sessions could not be read", sessions);
    add(clauses, "the router's table could not be read", rib);
    add(clauses, "the kernel's routes could not be read", kernel);
    add(clauses, "the kernel's rules and other tables could not be read", rules);
    return List.copyOf(clauses);
  }

  private static void add(List<String> clauses, String what, @Nullable String why) {
    if (why != null) {
      clauses.add(what + ": " + why);
    }
  }
}
