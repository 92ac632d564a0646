package io.podspan.peeringservice.routers.kuberouter;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long router pods took at their last start, as Kubernetes wrote it down: from the pod's start
 * until it was Ready. A measure of what a restart costs. Pure.
 */
final class LastStarts {
  /** What took longer was not a start: the pod lost Ready later, and got it again. */
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private LastStarts() {}

  /** A clause with the longest of them; empty if none is known. */
  static Optional<String> inWords(List<Pod> pods) {
    List<Duration> starts = pods.stream().flatMap(pod -> of(pod).stream()).toList();
    return starts.stream()
        .max(Duration::compareTo)
        .map(
            longest ->
                "at their last start "
                    + starts.size()
                    + (starts.size() == 1 ? " router pod was" : " router pods were")
                    + " Ready after at most "
                    + Math.max(1, longest.toSeconds())
                    + " s");
  }

  /** Empty if a container restarted since: Ready tells of that one then. */
  private static Optional<Duration> of(Pod pod) {
    if (pod.getStatus() == null || restarted(pod)) {
      return Optional.empty();
    }
    Instant began = time(pod.getStatus().getStartTime());
    Instant ready = ready(pod);
    return began == null || ready == null || ready.isBefore(began)
        ? Optional.empty()
        : Optional.of(Duration.between(began, ready)).filter(d -> d.compareTo(LONGEST) <= 0);
  }

  private static boolean restarted(Pod pod) {
    return Objects.requireNonNullElse(
            pod.getStatus().getContainerStatuses(), List.<ContainerStatus>of())
        .stream()
        .anyMatch(s -> s.getRestartCount() != null && s.getRestartCount() > 0);
  }

  private static @Nullable Instant ready(Pod pod) {
    for (PodCondition condition :
        Objects.requireNonNullElse(pod.getStatus().getConditions(), List.<PodCondition>of())) {
      if ("Ready".equals(condition.getType()) && "True".equals(condition.getStatus())) {
        return time(condition.getLastTransitionTime());
      }
    }
    return null;
  }

  private static @Nullable Instant time(@Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeException e) {
      // Not measured, as if it were absent.
      return null;
    }
  }
}
