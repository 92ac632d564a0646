package io.podspan.clusteraccess;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.podspan.clusteraccess.ExecOutcome.Cause;
import io.podspan.clusteraccess.ExecOutcome.Failed;
import io.podspan.clusteraccess.ExecOutcome.Finished;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the kubelet says last of a command: how it ended. Pure. */
final class ExitStatus {
  private ExitStatus() {}

  /**
   * The outcome, without what the command printed. Throws nothing.
   *
   * @param secrets what the server's words must not show
   */
  static ExecOutcome read(byte[] content, Secrets secrets) {
    try {
      return outcome(
          Documents.SERIALIZATION.unmarshal(
              new String(content, StandardCharsets.UTF_8), Status.class),
          secrets);
    } catch (RuntimeException e) {
      return new Failed(Cause.UNREACHABLE, "the kubelet sent an exit status that cannot be read");
    }
  }

  private static ExecOutcome outcome(@Nullable Status status, Secrets secrets) {
    if (status == null) {
      return new Failed(Cause.UNREACHABLE, "the kubelet sent an empty exit status");
    }
    if ("Success".equals(status.getStatus())) {
      return new Finished(0, "", "");
    }
    if ("NonZeroExitCode".equals(status.getReason()) && status.getDetails() != null) {
      List<StatusCause> causes = status.getDetails().getCauses();
      for (StatusCause cause : causes) {
        if ("ExitCode".equals(cause.getReason())) {
          return new Finished(Integer.parseInt(cause.getMessage()), "", "");
        }
      }
    }
    return new Failed(
        Cause.NO_CONTAINER,
        "it could not be started: "
            + PodExec.firstLine(
                status.getMessage() == null ? null : secrets.hiddenIn(status.getMessage())));
  }
}
