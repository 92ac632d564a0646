package io.podspan.console.problem;

import io.podspan.events.reason.OriginReason;
import io.podspan.events.reason.RouteReason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Places where routes break. */
final class RouteCauses {
  /** So many nodes with one reason have it in common. */
  private static final int MANY = 3;

  private static final int MOST_PREFIXES = 3;

  private RouteCauses() {}

  static void of(Remaining remaining) {
    Map<CauseKey, List<Symptom.MissingRoute>> byPlace =
        remaining
            .of(Symptom.MissingRoute.class)
            .collect(Collectors.groupingBy(RouteCauses::key, TreeMap::new, Collectors.toList()));
    byPlace.values().stream()
        .collect(Collectors.groupingBy(RouteCauses::common, TreeMap::new, Collectors.toList()))
        .values()
        .forEach(places -> tell(remaining, places));
  }

  private static CauseKey key(Symptom.MissingRoute missing) {
    return new CauseKey(Kind.ROUTE, place(missing).toString(), detail(missing));
  }

  private static NodeName place(Symptom.MissingRoute missing) {
    NodeName origin = missing.origin();
    return missing.reason() instanceof OriginReason && origin != null ? origin : missing.node();
  }

  private static String detail(Symptom.MissingRoute missing) {
    RouteReason reason = missing.reason();
    return reason == null ? missing.why() : reason.code();
  }

  /** Places are told together when they have the kind of break and the cluster in common. */
  private static String common(List<Symptom.MissingRoute> place) {
    Symptom.MissingRoute first = place.getFirst();
    return place(first).cluster() + " " + detail(first);
  }

  private static void tell(Remaining remaining, List<List<Symptom.MissingRoute>> places) {
    if (places.size() >= MANY) {
      Symptom.MissingRoute first = places.getFirst().getFirst();
      CauseKey key = new CauseKey(Kind.ROUTE, place(first).cluster(), detail(first));
      explain(remaining, key, places.stream().flatMap(List::stream).toList(), places.size());
    } else {
      places.forEach(place -> explain(remaining, key(place.getFirst()), place, 1));
    }
  }

  private static void explain(
      Remaining remaining, CauseKey key, List<Symptom.MissingRoute> routes, int places) {
    Symptom.MissingRoute first = routes.getFirst();
    RouteReason reason = first.reason();
    List<Symptom> explained = new ArrayList<>(routes);
    explained.addAll(brokenBy(routes, remaining));
    remaining.take(
        key,
        new Cause.Words(
            sentence(key, routes, places),
            Reasons.toDo(reason),
            reason == null ? null : reason.code()),
        explained);
  }

  /** A reply needs the way back: the pair fails in both directions. */
  private static List<Symptom.FailingPair> brokenBy(
      List<Symptom.MissingRoute> routes, Remaining remaining) {
    Set<Ends> ends = new HashSet<>();
    Set<NodeName> wholly = new HashSet<>();
    for (Symptom.MissingRoute route : routes) {
      NodeName origin = route.origin();
      if (origin == null || origin.equals(route.node())) {
        wholly.add(route.node());
      } else {
        ends.add(new Ends(route.node(), origin));
        ends.add(new Ends(origin, route.node()));
      }
    }
    return remaining
        .of(Symptom.FailingPair.class)
        .filter(
            pair ->
                ends.contains(pair.ends())
                    || wholly.contains(pair.from())
                    || wholly.contains(pair.to()))
        .toList();
  }

  private static String sentence(CauseKey key, List<Symptom.MissingRoute> routes, int places) {
    Symptom.MissingRoute first = routes.getFirst();
    String prefixes = prefixes(routes);
    if (places > 1) {
      return "%d nodes of %s lack %s: %s".formatted(places, key.subject(), prefixes, first.why());
    }
    Set<NodeName> nodes =
        routes.stream()
            .map(Symptom.MissingRoute::node)
            .collect(Collectors.toCollection(TreeSet::new));
    String who =
        nodes.size() == 1 ? nodes.iterator().next() + " lacks " : nodes.size() + " nodes lack ";
    return who + prefixes + from(first.origin(), routes) + ": " + first.why();
  }

  private static String prefixes(List<Symptom.MissingRoute> routes) {
    List<String> prefixes =
        routes.stream().map(Symptom.MissingRoute::prefix).distinct().sorted().toList();
    String some = prefixes.stream().limit(MOST_PREFIXES).collect(Collectors.joining(", "));
    return prefixes.size() == 1
        ? "the route to " + some
        : "routes to " + some + (prefixes.size() > MOST_PREFIXES ? ", ..." : "");
  }

  /** The node that they lead to, if it is one. */
  private static String from(@Nullable NodeName origin, List<Symptom.MissingRoute> routes) {
    boolean one = routes.stream().allMatch(route -> Objects.equals(route.origin(), origin));
    return origin == null || !one ? "" : " of " + origin;
  }
}
