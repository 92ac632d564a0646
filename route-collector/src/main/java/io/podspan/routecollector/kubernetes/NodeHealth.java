package io.podspan.routecollector.kubernetes;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.Pod;
import io.podspan.clusteraccess.ExecOutcome;
import io.podspan.events.NodeSession;
import io.podspan.events.reason.PathReason;
import io.podspan.routecollector.check.Finding;
import io.podspan.routecollector.kubernetes.RouterPods.Found;
import io.podspan.routecollector.router.OutputFault;
import io.podspan.routecollector.router.Question;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an API server says of a node and of its router. Pure. */
final class NodeHealth {
  private static final String CRASH_LOOP = "CrashLoopBackOff";

  private NodeHealth() {}

  /** Whether the node is away, as its API server has heard. */
  static Optional<Finding> dead(String name, @Nullable Node node) {
    if (node == null) {
      return Optional.of(
          new Finding(
              new PathReason.NodeDead(name, null, "its cluster has no node of this name"),
              List.of()));
    }
    List<NodeCondition> conditions =
        node.getStatus() == null ? null : node.getStatus().getConditions();
    return (conditions == null ? List.<NodeCondition>of() : conditions)
        .stream()
            .filter(c -> "Ready".equals(c.getType()) && !"True".equals(c.getStatus()))
            .findFirst()
            .map(condition -> dead(name, condition));
  }

  private static Finding dead(String name, NodeCondition ready) {
    String why =
        "Unknown".equals(ready.getStatus())
            ? "its kubelet has ceased to report"
            : "it is not ready: " + or(ready.getMessage(), or(ready.getReason(), "no reason"));
    return new Finding(
        new PathReason.NodeDead(name, ready.getLastTransitionTime(), why),
        List.of(
            "Ready "
                + ready.getStatus()
                + ", heard last at "
                + or(ready.getLastHeartbeatTime(), "an unknown time")
                + ": "
                + or(ready.getMessage(), "")));
  }

  /** Why the router does not run. */
  static Finding stopped(Found router, @Nullable Pod pod) {
    String name = pod(router);
    String trouble = String.valueOf(router.trouble());
    ContainerStatus status = pod == null ? null : status(pod, router);
    int restarts = status == null ? 0 : Objects.requireNonNullElse(status.getRestartCount(), 0);
    String ended = status == null ? trouble : ended(status).orElse(trouble);
    boolean loop = trouble.contains(CRASH_LOOP) || (restarts > 0 && trouble.endsWith("has ended"));
    return new Finding(
        loop
            ? new PathReason.RouterCrashLoop(router.node(), name, restarts, ended)
            : new PathReason.RouterStopped(router.node(), name, trouble),
        List.of(name + ": " + trouble, ended));
  }

  static String pod(Found router) {
    return router.container().namespace() + "/" + router.container().pod();
  }

  /** What tells that a router's own program waited for it in vain; gobgp gives up by itself. */
  static Optional<String> silence(ExecOutcome outcome) {
    return switch (outcome) {
      case ExecOutcome.Finished end when end.exitCode() != 0 ->
          Optional.of(end.complaint()).filter(said -> said.contains("deadline exceeded"));
      case ExecOutcome.Finished _ -> Optional.empty();
      case ExecOutcome.Failed(var cause, String reason) ->
          cause == ExecOutcome.Cause.TIMEOUT ? Optional.of(reason) : Optional.empty();
    };
  }

  /** What a router said of its sessions; empty when it did not, or when it could not be read. */
  static List<NodeSession> sessions(ExecOutcome outcome, Question<List<NodeSession>> question) {
    if (!(outcome instanceof ExecOutcome.Finished(int code, String text, String _)) || code != 0) {
      return List.of();
    }
    try {
      return question.reader().read(text).value().orElse(List.of());
    } catch (OutputFault e) {
      return List.of();
    }
  }

  private static @Nullable ContainerStatus status(Pod pod, Found router) {
    List<ContainerStatus> all = pod.getStatus().getContainerStatuses();
    return (all == null ? List.<ContainerStatus>of() : all)
        .stream()
            .filter(s -> router.container().container().equals(s.getName()))
            .findFirst()
            .orElse(null);
  }

  private static Optional<String> ended(ContainerStatus status) {
    ContainerState state = status.getState();
    ContainerState before = status.getLastState();
    ContainerStateTerminated now = state == null ? null : state.getTerminated();
    ContainerStateTerminated last = before == null ? null : before.getTerminated();
    return Optional.ofNullable(now == null ? last : now)
        .map(
            end ->
                "it ended with exit code "
                    + end.getExitCode()
                    + (end.getReason() == null ? "" : " (" + end.getReason() + ")")
                    + (end.getFinishedAt() == null ? "" : " at " + end.getFinishedAt()));
  }

  private static String or(@Nullable String text, String other) {
    return text == null || text.isBlank() ? other : text;
  }
}
