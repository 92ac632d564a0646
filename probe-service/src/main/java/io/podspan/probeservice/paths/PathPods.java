package io.podspan.probeservice.paths;

import io.podspan.addresses.IpAddress;
import io.podspan.probeservice.measure.ProbePod;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Port: lets a pod measure. Calls block, and end within 25 s. */
public interface PathPods {
  /**
   * All kinds but {@code source}, in one command.
   *
   * @return a result of each kind
   */
  Map<PathKind, PathResult> measure(
      String cluster,
      ProbePod from,
      IpAddress to,
      Set<PathKind> kinds,
      int port,
      @Nullable String name);
}
