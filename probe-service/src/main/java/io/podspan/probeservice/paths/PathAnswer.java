package io.podspan.probeservice.paths;

import io.podspan.addresses.IpAddress;
import io.podspan.probeservice.ends.End;
import io.podspan.probeservice.measure.ProbePod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was measured between two ends.
 *
 * @param runsIn the pod that measured; null where none could
 * @param target the address that it measured to; null where there is none
 * @param results one of each kind that was asked for, in the order of kinds
 */
public record PathAnswer(
    End from,
    End to,
    @Nullable ProbePod runsIn,
    @Nullable IpAddress target,
    List<PathResult> results) {
  public PathAnswer {
    results = List.copyOf(results);
  }
}
