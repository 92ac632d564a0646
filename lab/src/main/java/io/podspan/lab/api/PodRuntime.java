package io.podspan.lab.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What the API server needs from the kubelet that runs a pod. */
public interface PodRuntime {
  /**
   * The arguments that run a command inside the pod's only container.
   *
   * @throws ApiException when the container does not run
   */
  List<String> enter(ObjectNode pod, List<String> command);

  /** What is played for a command instead; empty when it runs. */
  default Optional<Performance> plays(ObjectNode pod, List<String> command) {
    return Optional.empty();
  }

  /** Where the container's output goes; the file may not exist yet. */
  Path logFile(ObjectNode pod);
}
