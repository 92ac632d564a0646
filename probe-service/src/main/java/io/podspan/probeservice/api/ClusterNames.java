package io.podspan.probeservice.api;

import io.podspan.events.world.World;
import io.podspan.servicekit.problem.ProblemException;

/** Checks of the names of clusters in requests. */
final class ClusterNames {
  private static final int LONGEST_QUOTE = 80;

  private ClusterNames() {}

  /** 404 unless it is a known cluster. */
  static void require(World world, String name) {
    if (!world.clusters().containsKey(name)) {
      throw ProblemException.notFound(
          "There is no cluster " + quoted(name) + ".",
          world.clusters().isEmpty()
              ? "Register a cluster first."
              : "Use one of: " + String.join(", ", world.clusters().keySet()) + ".");
    }
  }

  private static String quoted(String name) {
    return name.length() > LONGEST_QUOTE ? name.substring(0, LONGEST_QUOTE) + "..." : name;
  }
}
