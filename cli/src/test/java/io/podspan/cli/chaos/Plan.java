package io.podspan.cli.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/**
 * What a run does.
 *
 * @param lasts how long faults and requests go on
 * @param settles how long everything may take to become true afterwards
 * @param faults the kinds that are used
 * @param folder for data and logs, new and empty
 */
record Plan(long seed, Duration lasts, Duration settles, Set<FaultKind> faults, Path folder) {
  Plan {
    faults = Set.copyOf(faults);
  }
}
