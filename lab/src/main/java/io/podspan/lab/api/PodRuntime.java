package io.podspan.lab.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;

/** What the API server needs from the kubelet that runs a pod. */
public interface PodRuntime {
  /**
   * The arguments that run a command inside the pod's only container.
   *
   * @throws ApiException when the container does not run
   */
  List<String> enter(ObjectNode pod, List<String> command);

  /** Where the container's output goes; the file may not exist yet. */
  Path logFile(ObjectNode pod);
}
