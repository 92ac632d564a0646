package io.podspan.peeringservice.peering.rollout;

import static java.util.stream.Collectors.groupingBy;

import io.podspan.peeringservice.peering.Reflector;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Holds what is known of one node's routes against what they should be. Pure.
 *
 * <p>A route goes from the node that announces it to a reflector, from there into the RIBs of other
 * nodes, and from a RIB into the kernel. The first break in this chain is named.
 *
 * <p>A node is to have the routes that its reflectors hold now, not all that the intent asks for:
 * while two clusters join at the same time, most nodes have announced nothing yet.
 */
final class RouteGates {
  private final NodeStep step;
  private final List<Reflector> reflectors;
  private final Evidence evidence;
  private final RoutesDue due;
  private final Map<String, List<Announced>> byAddress;
  private final List<String> passed = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();
  private @Nullable String unread;

  private RouteGates(NodeStep step, List<Reflector> reflectors, Evidence evidence) {
    this.step = step;
    this.reflectors = reflectors;
    this.evidence = evidence;
    this.due = evidence.due();
    this.byAddress = evidence.announced().stream().collect(groupingBy(Announced::address));
  }

  /**
   * The routes of one node.
   *
   * @param missing what is wrong, only of the first link of the chain that is broken
   * @param unread why the node's routes are not known, null when they are
   */
  record Result(List<String> passed, List<String> missing, @Nullable String unread) {}

  /**
   * After a join.
   *
   * @param restartedAt what a reflector said before does not count; null when nothing restarted
   * @param lookedSince a look of the collector from before does not count
   */
  static Result joined(
      NodeStep step,
      List<Reflector> reflectors,
      Evidence evidence,
      Snapshot before,
      @Nullable Instant restartedAt,
      Instant lookedSince) {
    RouteGates gates = new RouteGates(step, reflectors, evidence);
    gates.atReflectors(restartedAt);
    if (gates.missing.isEmpty()) {
      gates.inTables(before, lookedSince, true);
    }
    return gates.result();
  }

  /** After a leave: what the node keeps. */
  static Result left(NodeStep step, Evidence evidence, Snapshot before, Instant since) {
    RouteGates gates = new RouteGates(step, List.of(), evidence);
    gates.inTables(before, since, false);
    return gates.result();
  }

  private Result result() {
    return new Result(List.copyOf(passed), List.copyOf(missing), unread);
  }

  private void atReflectors(@Nullable Instant since) {
    for (Reflector reflector : reflectors) {
      Optional<Announced> said = announced(reflector.name(), step.address());
      for (String prefix : due.announces()) {
        String why = notAt(said, prefix, since);
        if (why == null) {
          passed.add(prefix + " is at " + Gates.quoted(reflector));
        } else {
          missing.add(prefix + " is not at " + Gates.quoted(reflector) + ": " + why);
        }
      }
    }
  }

  /** Null if it is there. */
  private @Nullable String notAt(Optional<Announced> said, String prefix, @Nullable Instant since) {
    if (said.isEmpty() || isBefore(said.get().receivedAt(), since)) {
      return "the reflector has not told yet what " + step.node() + " announces";
    }
    Announced announced = said.get();
    if (!announced.established()) {
      return "the reflector has no session with " + step.node();
    }
    if (announced.stale()) {
      return "the reflector holds it from a former session only; "
          + step.node()
          + " has not sent its End-of-RIB since its restart";
    }
    if (announced.holds(prefix)) {
      return null;
    }
    if (!announced.rejected().isEmpty()) {
      return rejected(announced.rejected(), prefix);
    }
    if (announced.total() > 0) {
      return step.node() + " announces other prefixes (" + first(announced.prefixes()) + ")";
    }
    return announced.endOfRib().isEmpty()
        ? step.node() + " has announced nothing to the reflector, and sent no End-of-RIB"
        : step.node() + " has announced nothing to the reflector, and sent its End-of-RIB";
  }

  private String rejected(Map<String, String> rejected, String prefix) {
    String why = rejected.get(prefix);
    if (why != null) {
      return "the reflector rejected it: " + why;
    }
    List<String> all =
        rejected.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
            .toList();
    return "the reflector rejected what "
        + step.node()
        + " announces: "
        + String.join(", ", some(all));
  }

  private void inTables(Snapshot before, Instant since, boolean joining) {
    Optional<NodeTables> tables = evidence.tables();
    unread = whyUnread(tables.map(NodeTables::read).orElse(null), since);
    if (unread != null || tables.isEmpty()) {
      return;
    }
    if (joining) {
      reachable(tables.get());
    }
    if (missing.isEmpty()) {
      kept(before, tables.get());
    }
  }

  private @Nullable String whyUnread(NodeTables.@Nullable Look look, Instant since) {
    if (look != null && !look.readable()) {
      return "route-collector cannot read " + step.node() + ": " + look.why();
    }
    return look == null || isBefore(look.receivedAt(), since)
        ? "route-collector has not read " + step.node() + " since its router has the change"
        : null;
  }

  private void reachable(NodeTables tables) {
    List<NodeRoute> wanted =
        due.joined().keySet().stream().filter(this::isAtAReflector).sorted().toList();
    List<String> lacking = new ArrayList<>();
    for (NodeRoute route : wanted) {
      String where = due.joined().get(route);
      if (!tables.inRib(route)) {
        lacking.add(
            "the route " + route + " of " + where + " is not in its RIB" + why(tables, route));
      } else if (!tables.inKernel(route, due.joined().size())) {
        lacking.add(
            "the route " + route + " of " + where + " is not in its kernel" + why(tables, route));
      }
    }
    if (lacking.isEmpty()) {
      passed.add(wanted.size() + " routes to other clusters are in RIB and kernel");
    } else {
      missing.addAll(some(lacking));
    }
  }

  private static String why(NodeTables tables, NodeRoute route) {
    return tables.cause(route).map(cause -> ": " + cause).orElse("");
  }

  private void kept(Snapshot before, NodeTables tables) {
    Set<NodeRoute> rib = Set.copyOf(before.rib());
    Set<NodeRoute> kernel = Set.copyOf(before.kernel());
    List<String> lost = new ArrayList<>();
    int kept = 0;
    for (Map.Entry<NodeRoute, String> entry : keepable()) {
      NodeRoute route = entry.getKey();
      if (!rib.contains(route) && !kernel.contains(route)) {
        continue;
      }
      boolean inRib = !rib.contains(route) || tables.inRib(route);
      boolean inKernel = !kernel.contains(route) || tables.inKernelTable(route);
      if (inRib && inKernel) {
        kept++;
      } else {
        lost.add(
            "the route "
                + route
                + " of "
                + entry.getValue()
                + " was in its "
                + (inRib ? "kernel" : "RIB")
                + " before and is not there again");
      }
    }
    if (lost.isEmpty()) {
      passed.add(
          before.equals(Snapshot.NONE)
              ? "its routes from before were not known"
              : kept + " routes from before are there");
    } else {
      missing.addAll(some(lost));
    }
  }

  /** A node that does not announce a route any more takes it away from all. */
  private List<Map.Entry<NodeRoute, String>> keepable() {
    Predicate<NodeRoute> withdrawn =
        route -> !isAtAReflector(route) && announcer(route.nextHop()).findAny().isPresent();
    return Stream.concat(due.own().entrySet().stream(), due.joined().entrySet().stream())
        .filter(entry -> !withdrawn.test(entry.getKey()))
        .sorted(Map.Entry.comparingByKey())
        .toList();
  }

  private boolean isAtAReflector(NodeRoute route) {
    return announcer(route.nextHop()).anyMatch(a -> a.holds(route.prefix()));
  }

  private Stream<Announced> announcer(String address) {
    return byAddress.getOrDefault(address, List.of()).stream();
  }

  private Optional<Announced> announced(String reflector, String address) {
    return announcer(address).filter(a -> a.reflector().equals(reflector)).findFirst();
  }

  private static boolean isBefore(Instant heard, @Nullable Instant since) {
    return since != null && heard.isBefore(since);
  }

  private static String first(List<String> prefixes) {
    return prefixes.isEmpty() ? "none that it told" : prefixes.getFirst();
  }

  /** At most three of them. */
  static List<String> some(List<String> all) {
    if (all.size() <= 3) {
      return all;
    }
    List<String> shown = new ArrayList<>(all.subList(0, 3));
    shown.add("and " + (all.size() - 3) + " more");
    return shown;
  }
}
