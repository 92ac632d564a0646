package io.podspan.peeringservice.routers.cilium;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.podspan.peeringservice.kubernetes.DaemonSets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A DaemonSet that runs cilium-agent.
 *
 * @param container the container that does
 */
record CiliumDaemonSet(DaemonSet object, Container container) {
  private static final String AGENT = "cilium-agent";

  /** By what its containers run; empty if none of them is an agent. */
  static Optional<CiliumDaemonSet> find(DaemonSet object) {
    return object.getSpec().getTemplate().getSpec().getContainers().stream()
        .filter(CiliumDaemonSet::isAgent)
        .findFirst()
        .map(container -> new CiliumDaemonSet(object, container));
  }

  private static boolean isAgent(Container container) {
    String program = DaemonSets.program(container.getImage());
    return container.getName().equals(AGENT)
        || program.equals("cilium")
        || program.equals(AGENT)
        || words(container).anyMatch(word -> word.equals(AGENT) || word.endsWith("/" + AGENT));
  }

  private static Stream<String> words(Container container) {
    return Stream.of(container.getCommand(), container.getArgs())
        .map(list -> Objects.requireNonNullElse(list, List.<String>of()))
        .flatMap(List::stream);
  }

  /** A flag in its own command line goes before the ConfigMap. */
  Optional<String> flag(String name) {
    String start = "--" + name + "=";
    return words(container)
        .filter(word -> word.startsWith(start) || word.equals("--" + name))
        .map(word -> word.startsWith(start) ? word.substring(start.length()) : "true")
        .reduce((_, last) -> last);
  }

  String shown() {
    return DaemonSets.shown(object);
  }

  String namespace() {
    return object.getMetadata().getNamespace();
  }
}
