package io.podspan.routecollector.kubernetes;

import io.podspan.events.Cni;
import io.podspan.events.NodeSession;
import io.podspan.events.RouteEntry;
import java.util.List;
import java.util.Optional;

/**
 * A row of the table of routers: where their pods are, and what to run in them.
 *
 * @param podName the value of the pods' label {@code k8s-app}, and the name of the container
 * @param namespaces where the pods may be; the operator of Calico uses a namespace of its own
 */
record RouterKind(
    String podName,
    List<String> namespaces,
    Question<List<NodeSession>> sessions,
    Question<List<RouteEntry>> rib) {

  /**
   * A command and how to read what it prints.
   *
   * @param <T> what it tells
   */
  record Question<T>(List<String> command, Reader<T> reader) {}

  /** Reads what a command printed. */
  @FunctionalInterface
  interface Reader<T> {
    T read(String output) throws OutputFault;
  }

  private static final RouterKind KUBE_ROUTER =
      new RouterKind(
          "kube-router",
          List.of("kube-system"),
          new Question<>(List.of("gobgp", "-j", "neighbor"), GobgpOutput::sessions),
          new Question<>(List.of("gobgp", "-j", "global", "rib"), GobgpOutput::rib));

  private static final RouterKind CALICO =
      new RouterKind(
          "calico-node",
          List.of("kube-system", "calico-system"),
          new Question<>(bird("show", "protocols", "all"), BirdOutput::sessions),
          new Question<>(bird("show", "route", "all"), BirdOutput::rib));

  private static List<String> bird(String... words) {
    return List.of("birdcl", "-s", "/var/run/calico/bird.ctl", words[0], words[1], words[2]);
  }

  static Optional<RouterKind> of(Cni cni) {
    return switch (cni) {
      case KUBE_ROUTER -> Optional.of(KUBE_ROUTER);
      case CALICO -> Optional.of(CALICO);
    };
  }
}
