package io.podspan.console.why;

import io.podspan.addresses.IpAddress;
import io.podspan.console.overview.NodeView;
import io.podspan.console.overview.NodeView.MissingRoute;
import io.podspan.events.FailedPing;
import io.podspan.events.ProbeEvent.ProbeRound;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The two ends that are looked at now. A cluster or a node has many pods, so it is those of them
 * that fail, as far as the journal knows.
 */
public record Focus(End from, End to) {

  /** Whatever is a pod, a Service or an address stays what it is. */
  public static Focus of(Known known) {
    if (known.from().isOne() && known.to().isOne()) {
      return new Focus(known.from().end(), known.to().end());
    }
    return gap(known, Direction.FORTH)
        .or(() -> gap(known, Direction.BACK).map(Focus::turned))
        .or(() -> ping(known, Direction.FORTH))
        .or(() -> ping(known, Direction.BACK).map(Focus::turned))
        .map(focus -> focus.keeping(known))
        .orElseGet(() -> new Focus(known.from().end(), known.to().end()));
  }

  private Focus turned() {
    return new Focus(to, from);
  }

  private Focus keeping(Known known) {
    return new Focus(
        known.from().isOne() ? known.from().end() : from,
        known.to().isOne() ? known.to().end() : to);
  }

  /** A node that lacks a route, and the node that it would lead to. */
  private static Optional<Focus> gap(Known known, Direction direction) {
    Place source = known.source(direction);
    Place target = known.target(direction);
    Map<String, List<NodeView>> byPrefix = target.byPrefix();
    for (NodeView node : source.takingPart()) {
      for (MissingRoute route : node.missing()) {
        List<NodeView> owners = byPrefix.getOrDefault(route.prefix(), List.of());
        if (!owners.isEmpty()) {
          return Optional.of(new Focus(end(source, node), end(target, owners.getFirst())));
        }
      }
    }
    return Optional.empty();
  }

  private static End end(Place place, NodeView node) {
    return new End.Node(place.cluster().name(), node.name());
  }

  private static Optional<Focus> ping(Known known, Direction direction) {
    Place source = known.source(direction);
    Place target = known.target(direction);
    return known.round(direction).map(ProbeRound::failed).orElse(List.of()).stream()
        .filter(failed -> on(source, failed.fromNode()) && on(target, failed.toNode()))
        .flatMap(failed -> of(failed, source, target).stream())
        .findFirst();
  }

  /** What packets are sent to: of a Service one of its pods, since clusters share no ClusterIP. */
  public static Optional<IpAddress> address(Resolved said) {
    return said.isService()
        ? said.ready().stream().map(Resolved.Endpoint::address).findFirst()
        : said.addresses().stream().findFirst();
  }

  /** The node of it. */
  public static Optional<String> node(Resolved said) {
    return said.isService()
        ? said.ready().stream().findFirst().map(Resolved.Endpoint::node)
        : Optional.ofNullable(said.node());
  }

  private static boolean on(Place place, String node) {
    return place.nodes().stream().anyMatch(view -> view.name().equals(node));
  }

  private static Optional<Focus> of(FailedPing failed, Place source, Place target) {
    return pod(failed.fromPod(), source)
        .flatMap(from -> pod(failed.toPod(), target).map(to -> new Focus(from, to)));
  }

  private static Optional<End> pod(String path, Place place) {
    String[] parts = path.split("/", -1);
    return parts.length == 2
        ? Optional.of(new End.Pod(place.cluster().name(), parts[0], parts[1]))
        : Optional.empty();
  }
}
