package io.podspan.peeringservice.routers.kuberouter;

import io.podspan.clusteraccess.ExecOutcome;
import io.podspan.peeringservice.kubernetes.ClusterCalls;
import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.router.Fence;
import io.podspan.peeringservice.peering.router.RouterPod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/** Runs a script on each node, by {@code exec} in the router's pod. */
final class NodeScripts {
  /** What a script prints at its end. */
  static final String DONE = "== done";

  private static final Duration LONGEST = Duration.ofSeconds(8);
  private static final int AT_ONCE = 8;
  private static final int SHOWN = 3;

  private final ClusterCalls calls;

  NodeScripts(ClusterCalls calls) {
    this.calls = calls;
  }

  /**
   * What did not work, for people; one node costs only its own answer.
   *
   * @param nodes the names of those that have to answer
   * @param command ends with {@link #DONE} on standard output
   */
  Optional<String> run(Access access, Set<String> nodes, List<RouterPod> pods, String[] command) {
    Semaphore places = new Semaphore(AT_ONCE);
    Runnable gate = Fence.gate();
    List<Callable<Optional<String>>> tasks = new ArrayList<>();
    for (RouterPod pod : pods) {
      tasks.add(
          () -> {
            places.acquire();
            try {
              gate.run();
              return at(access, pod, command);
            } finally {
              places.release();
            }
          });
    }
    List<String> troubles = new ArrayList<>(withoutPod(nodes, pods));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Optional<String>>> answers = threads.invokeAll(tasks);
      for (int i = 0; i < pods.size(); i++) {
        trouble(answers.get(i)).map(named(pods.get(i))).ifPresent(troubles::add);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("the service is stopping");
    }
    if (troubles.isEmpty()) {
      return Optional.empty();
    }
    int shown = Math.min(SHOWN, troubles.size());
    String more = troubles.size() > shown ? "; and " + (troubles.size() - shown) + " more" : "";
    return Optional.of(
        "it did not work on " + String.join("; ", troubles.subList(0, shown)) + more + ".");
  }

  private static List<String> withoutPod(Set<String> nodes, List<RouterPod> pods) {
    Set<String> without = new TreeSet<>(nodes);
    pods.forEach(pod -> without.remove(pod.node()));
    return without.stream().map(node -> node + ": no router pod runs there").toList();
  }

  private static Function<String, String> named(RouterPod pod) {
    return why -> pod.node() + ": " + why;
  }

  private static Optional<String> trouble(Future<Optional<String>> answer)
      throws InterruptedException {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      return Optional.of(Objects.requireNonNullElse(e.getMessage(), "no reason is given"));
    }
  }

  private Optional<String> at(Access access, RouterPod pod, String[] command) {
    ExecOutcome outcome = calls.exec(access, pod, LONGEST, command);
    return switch (outcome) {
      case ExecOutcome.Finished(_, String stdout, _) when stdout.contains(DONE) -> Optional.empty();
      case ExecOutcome.Finished failed -> Optional.of(failed.complaint());
      case ExecOutcome.Failed(_, String reason) -> Optional.of(reason);
    };
  }
}
