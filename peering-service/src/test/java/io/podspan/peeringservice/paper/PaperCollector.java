package io.podspan.peeringservice.paper;

import io.podspan.events.Event;
import io.podspan.events.RouteEntry;
import io.podspan.events.RouteEvent;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What a route-collector says on Kafka of the nodes of paper clusters: each has the routes that the
 * nodes of the other clusters announce to the reflector. It says all of it again each second: what
 * it says of a node that the service does not know yet is lost.
 */
final class PaperCollector implements AutoCloseable {
  private record PaperNode(String cluster, String name, RouteEntry route) {}

  /** Rounds. */
  private static final int AGAIN = 5;

  private final Consumer<Event> say;
  private final Map<String, PaperNode> nodes = new ConcurrentHashMap<>();
  private final Set<String> announcing = ConcurrentHashMap.newKeySet();
  private final Map<String, List<RouteEntry>> told = new HashMap<>();
  private int count;
  private final ScheduledExecutorService rounds = Executors.newSingleThreadScheduledExecutor();

  PaperCollector(Consumer<Event> say) {
    this.say = say;
    rounds.scheduleWithFixedDelay(this::round, 200, 200, TimeUnit.MILLISECONDS);
  }

  void node(String cluster, String node, String address, String podCidr) {
    nodes.put(address, new PaperNode(cluster, node, new RouteEntry(podCidr, address)));
  }

  /** The node with this address announces its prefixes from now on: these. */
  List<String> announces(String address) {
    announcing.add(address);
    return List.of(Objects.requireNonNull(nodes.get(address)).route().prefix());
  }

  void withdraws(String address) {
    announcing.remove(address);
  }

  private void round() {
    if (++count % AGAIN == 0) {
      told.clear();
    }
    nodes.values().forEach(this::look);
  }

  private void look(PaperNode node) {
    List<RouteEntry> routes =
        announcing.stream()
            .map(nodes::get)
            .filter(other -> !other.cluster().equals(node.cluster()))
            .map(PaperNode::route)
            .sorted(Comparator.comparing(RouteEntry::prefix))
            .toList();
    if (!routes.equals(told.put(node.name(), routes))) {
      say.accept(
          new RouteEvent.NodeRoutesChanged(
              node.cluster(), node.name(), routes, routes, routes.size(), 0));
    }
    say.accept(new RouteEvent.NodeRead(node.cluster(), node.name(), true, ""));
  }

  @Override
  public void close() {
    rounds.shutdownNow();
  }
}
