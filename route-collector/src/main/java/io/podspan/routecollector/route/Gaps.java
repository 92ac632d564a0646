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
 */
public record Gaps(@Nullable String sessions, @Nullable String rib, @Nullable String kernel) {
  public static final Gaps NONE = new Gaps(null, null, null);

  static Gaps of(NodeTables tables) {
    return new Gaps(tables.sessions().gap(), tables.rib().gap(), tables.kernel().gap());
  }

  /** What is not known of the routes, as one clause; null when both tables could be read. */
  public @Nullable String ofRoutes() {
    List<String> clauses = new ArrayList<>();
    add(clauses, "the router's table could not be read", rib);
    add(clauses, "the kernel's routes could not be read", kernel);
    return clauses.isEmpty() ? null : String.join("; ", clauses);
  }

  /** All of it, a clause each. */
  public List<String> clauses() {
    List<String> clauses = new ArrayList<>();
    add(clauses, "the router's sessions could not be read", sessions);
    add(clauses, "the router's table could not be read", rib);
    add(clauses, "the kernel's routes could not be read", kernel);
    return List.copyOf(clauses);
  }

  private static void add(List<String> clauses, String what, @Nullable String why) {
    if (why != null) {
      clauses.add(what + ": " + why);
    }
  }
}
