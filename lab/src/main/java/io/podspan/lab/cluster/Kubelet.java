package io.podspan.lab.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.lab.api.ApiException;
import io.podspan.lab.api.ObjectKey;
import io.podspan.lab.api.ObjectStore;
import io.podspan.lab.api.PodRuntime;
import io.podspan.lab.network.Command;
import io.podspan.lab.network.Fabric;
import io.podspan.lab.network.Topology;
import io.podspan.lab.router.InvalidFlagsException;
import io.podspan.lab.router.NodeFiles;
import io.podspan.lab.router.Router;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The kubelets of all nodes of a cluster in one.
 *
 * <p>Owned by the control thread; {@link #enter} and {@link #logFile} are called by the API's
 * thread and read only the map of containers.
 */
final class Kubelet implements PodRuntime {
  /** Between attempts to mount a Secret that is not there. */
  private static final long BETWEEN_MOUNTS_MILLIS = 500;

  private final ObjectStore store;
  private final RouterLauncher launcher;
  private final ScheduledExecutorService control;
  private final BackOff backOff;
  private final Path folder;
  private final Map<String, Topology.Node> nodes;
  private final Map<String, Topology.Pod> workloads;
  private final Map<String, Container> containers = new ConcurrentHashMap<>();

  /** The one container of a router pod, through all its restarts. */
  private static final class Container {
    final ObjectKey key;
    final Topology.Node node;
    final NodeFiles files;
    volatile @Nullable Router router;
    Instant started = Instant.EPOCH;
    int restarts;
    int crashesInARow;
    boolean stopping;

    Container(ObjectKey key, Topology.Node node, NodeFiles files) {
      this.key = key;
      this.node = node;
      this.files = files;
    }
  }

  Kubelet(
      ObjectStore store,
      RouterLauncher launcher,
      ScheduledExecutorService control,
      BackOff backOff,
      Path folder,
      List<Topology.Node> nodes) {
    this.store = store;
    this.launcher = launcher;
    this.control = control;
    this.backOff = backOff;
    this.folder = folder;
    this.nodes = nodes.stream().collect(Collectors.toMap(Topology.Node::name, Function.identity()));
    this.workloads =
        nodes.stream()
            .flatMap(node -> node.pods().stream())
            .collect(Collectors.toMap(Topology.Pod::name, Function.identity()));
  }

  /** Looks at one pod again. */
  void sync(ObjectKey key) {
    Optional<ObjectNode> found = store.find(key);
    if (found.isEmpty()) {
      return;
    }
    ObjectNode pod = found.get();
    if (pod.path("metadata").has("deletionTimestamp")) {
      stop(pod, key);
    } else if (launcher.runs(pod)) {
      Topology.Node node = nodes.get(pod.at("/spec/nodeName").asText());
      if (node != null && !containers.containsKey(uid(pod))) {
        var container = new Container(key, node, filesOf(node));
        containers.put(uid(pod), container);
        start(pod, container);
      }
    } else if (!PodStatus.isReady(pod)) {
      runWorkload(pod, key);
    }
  }

  /** Resources changed that routers follow. */
  void reconfigure() {
    containers
        .values()
        .forEach(
            container -> {
              Router router = container.router;
              if (router != null) {
                launcher.reconfigure(router, container.node);
              }
            });
  }

  /**
   * Kills the router of a node as a fault would. Then this kubelet does its usual work.
   *
   * @param argument the start of one of its arguments; empty to accept any
   */
  boolean killRouter(String node, String argument) {
    Optional<Router> router =
        containers.values().stream()
            .filter(container -> container.node.name().equals(node))
            .filter(container -> hasArgument(container.key, argument))
            .flatMap(container -> Stream.ofNullable(container.router))
            .findAny();
    router.ifPresent(Router::kill);
    return router.isPresent();
  }

  private boolean hasArgument(ObjectKey key, String beginning) {
    return beginning.isEmpty()
        || store.find(key).stream()
            .flatMap(pod -> RouterLauncher.commandLine(pod).stream())
            .anyMatch(argument -> argument.startsWith(beginning));
  }

  @Override
  public List<String> enter(ObjectNode pod, List<String> command) {
    String name = pod.at("/metadata/name").asText();
    var arguments = new ArrayList<String>();
    Topology.Pod workload = workloads.get(name);
    String program = command.getFirst();
    if (workload != null) {
      arguments.addAll(Fabric.enter(workload.namespace()));
    } else {
      Container container = containers.get(uid(pod));
      Router router = container == null ? null : container.router;
      if (router == null) {
        throw new ApiException(
            500,
            "InternalError",
            "unable to upgrade connection: container not found (\"%s\")"
                .formatted(pod.at("/spec/containers/0/name").asText()));
      }
      arguments.addAll(List.of("nsenter", "--target=" + router.pid(), "--mount", "--net", "--"));
      program = router.program(program);
    }
    arguments.add(program);
    arguments.addAll(command.subList(1, command.size()));
    return arguments;
  }

  @Override
  public Path logFile(ObjectNode pod) {
    return folder
        .resolve(pod.at("/spec/nodeName").asText())
        .resolve(pod.at("/metadata/name").asText() + ".log");
  }

  private void start(ObjectNode pod, Container container) {
    if (launcher.missingSecret(pod).isPresent()) {
      report(container.key, p -> PodStatus.creating(p, container.node.address()));
      control.schedule(() -> startAgain(container), BETWEEN_MOUNTS_MILLIS, TimeUnit.MILLISECONDS);
      return;
    }
    try {
      Router router = launcher.start(pod, container.node, container.files);
      container.router = router;
      container.started = Instant.now();
      router.ended().thenAcceptAsync(exitCode -> ended(container, exitCode), control);
      report(
          container.key,
          p ->
              PodStatus.running(
                  p, container.node.address(), container.node.address(), container.restarts));
    } catch (InvalidFlagsException e) {
      container.files.say(container.key.name(), "Failed to run kube-router: " + e.getMessage());
      ended(container, 1);
    }
  }

  private void ended(Container container, int exitCode) {
    container.router = null;
    if (container.stopping) {
      remove(container.key);
      return;
    }
    boolean ranLong = backOff.forgives(Duration.between(container.started, Instant.now()));
    container.crashesInARow = ranLong ? 1 : container.crashesInARow + 1;
    Duration wait = backOff.before(container.crashesInARow);
    String address = container.node.address();
    report(
        container.key,
        pod ->
            PodStatus.crashed(
                pod, address, address, container.restarts, exitCode, wait.toSeconds()));
    control.schedule(() -> restart(container), wait.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void restart(Container container) {
    container.restarts++;
    startAgain(container);
  }

  private void startAgain(Container container) {
    if (!container.stopping) {
      store.find(container.key).ifPresent(pod -> start(pod, container));
    }
  }

  private void stop(ObjectNode pod, ObjectKey key) {
    Container container = containers.get(uid(pod));
    if (container == null) {
      stopWorkload(key);
      return;
    }
    if (container.stopping) {
      return;
    }
    container.stopping = true;
    Router router = container.router;
    if (router == null) {
      remove(key);
      return;
    }
    long grace = pod.at("/metadata/deletionGracePeriodSeconds").asLong(30);
    if (grace == 0) {
      router.kill();
    } else {
      router.terminate();
      control.schedule(router::kill, grace, TimeUnit.SECONDS);
    }
  }

  private void runWorkload(ObjectNode pod, ObjectKey key) {
    Topology.Pod workload = workloads.get(key.name());
    Topology.Node node = nodes.get(pod.at("/spec/nodeName").asText());
    if (workload != null && node != null) {
      report(key, p -> PodStatus.running(p, node.address(), workload.address(), 0));
    }
  }

  /** No controller owns workload pods: nothing creates them again. */
  private void stopWorkload(ObjectKey key) {
    Topology.Pod workload = workloads.get(key.name());
    if (workload != null) {
      new Command(Fabric.enter(workload.namespace(), "ip", "link", "set", "eth0", "down")).run();
    }
    remove(key);
  }

  private void remove(ObjectKey key) {
    store
        .find(key)
        .ifPresent(
            pod -> {
              containers.remove(uid(pod));
              store.remove(key);
            });
  }

  private void report(ObjectKey key, Function<ObjectNode, ObjectNode> status) {
    store
        .find(key)
        .ifPresent(_ -> store.update(key, pod -> pod.<ObjectNode>set("status", status.apply(pod))));
  }

  private NodeFiles filesOf(Topology.Node node) {
    return NodeFiles.in(folder.resolve(node.name()));
  }

  private static String uid(ObjectNode pod) {
    return pod.at("/metadata/uid").asText();
  }
}
