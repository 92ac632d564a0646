package io.podspan.cli.grant;

import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.podspan.cli.text.TerminalText;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Why a pod does not run, in words. Pure. */
final class PodTrouble {
  private static final int LONGEST = 200;

  private PodTrouble() {}

  /** A line for people; empty where it runs. */
  static String of(Pod pod) {
    if (pod.getStatus() == null) {
      return "it has no status yet";
    }
    for (ContainerStatus container : list(pod.getStatus().getContainerStatuses())) {
      if (container.getState() != null && container.getState().getWaiting() != null) {
        return words(container.getState().getWaiting());
      }
    }
    String phase = Objects.requireNonNullElse(pod.getStatus().getPhase(), "Unknown");
    if (phase.equals("Running")) {
      return "";
    }
    for (PodCondition condition : list(pod.getStatus().getConditions())) {
      if ("False".equals(condition.getStatus()) && condition.getMessage() != null) {
        return cut(phase + ", " + condition.getMessage());
      }
    }
    return cut(phase);
  }

  private static String words(ContainerStateWaiting waiting) {
    String reason = Objects.requireNonNullElse(waiting.getReason(), "it waits");
    return cut(waiting.getMessage() == null ? reason : reason + ", " + waiting.getMessage());
  }

  private static String cut(String text) {
    String line = TerminalText.line(text);
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
  }

  private static <T> List<T> list(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
