package io.podspan.peeringservice.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The flags of kube-controller-manager's pods, which say what the cluster really hands out. Managed
 * clusters do not show these pods. Pure.
 *
 * @param words of each pod, its command line
 */
record ControllerFlags(List<List<String>> words) {
  static final String PROGRAM = "kube-controller-manager";

  ControllerFlags {
    words = words.stream().map(List::copyOf).toList();
  }

  static ControllerFlags of(List<Pod> pods) {
    return new ControllerFlags(
        pods.stream()
            .flatMap(pod -> pod.getSpec().getContainers().stream())
            .map(ControllerFlags::words)
            .filter(words -> words.stream().anyMatch(word -> word.endsWith(PROGRAM)))
            .toList());
  }

  /** Some installers write the whole command line into one string for a shell. */
  private static List<String> words(Container container) {
    return Stream.of(container.getCommand(), container.getArgs())
        .filter(Objects::nonNull)
        .flatMap(List::stream)
        .flatMap(word -> Arrays.stream(word.strip().split("\\s+")))
        .toList();
  }

  /** The value of a flag. Empty if no pod has it, or if they have different ones. */
  Optional<String> value(String flag) {
    List<String> values = new ArrayList<>();
    for (List<String> line : words) {
      values.addAll(last(line, flag).stream().filter(v -> !values.contains(v)).toList());
    }
    return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
  }

  private static Optional<String> last(List<String> line, String flag) {
    String value = null;
    for (int i = 0; i < line.size(); i++) {
      if (line.get(i).startsWith(flag + "=")) {
        value = line.get(i).substring(flag.length() + 1);
      } else if (line.get(i).equals(flag) && i + 1 < line.size()) {
        value = line.get(i + 1);
      }
    }
    return Optional.ofNullable(value);
  }
}
