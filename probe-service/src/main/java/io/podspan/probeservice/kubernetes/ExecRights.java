package io.podspan.probeservice.kubernetes;

import io.podspan.events.reason.NotMeasured.ExecForbidden;
import io.podspan.events.reason.ReasonText;
import io.podspan.probeservice.ends.Why;
import io.podspan.probeservice.measure.ProbePod;

/**
 * What to grant where commands in a pod are forbidden. The manifests allow them in the namespace of
 * the probe pods only.
 */
final class ExecRights {
  private static final String PROBE_PODS = "podspan";

  private ExecRights() {}

  static Why forbidden(String cluster, ProbePod pod) {
    ExecForbidden reason = new ExecForbidden(cluster, pod.path(), pod.container());
    return new Why(
        reason.code(),
        ReasonText.seen(reason),
        pod.namespace().equals(PROBE_PODS)
            ? "Run podspan clusters grant of this version again."
            : "Measure from a probe pod ("
                + cluster
                + " alone names one), or allow it in the"
                + " namespace: bind a Role with get and create of pods/exec there to the account of"
                + " probe-service, as deploy/member-cluster/probe-service.yaml does for the namespace"
                + " podspan.");
  }
}
