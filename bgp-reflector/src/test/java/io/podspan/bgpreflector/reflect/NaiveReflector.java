package io.podspan.bgpreflector.reflect;

import io.podspan.bgp.wire.PathAttributes;
import io.podspan.bgpreflector.rib.RouteSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a route reflector comes to, without a thought of speed: who announced what, and from that
 * the table of each receiver, worked out again each time. The oracle of {@link ModelTest}; nothing
 * here is shared with the engine but the attributes' accessors.
 */
final class NaiveReflector {
  private record Offer(RouteSource from, PathAttributes attributes) {}

  private final Map<RouteSource, Map<String, PathAttributes>> announced = new HashMap<>();

  void join(RouteSource source) {
    announced.put(source, new TreeMap<>());
  }

  void leave(RouteSource source) {
    announced.remove(source);
  }

  void announce(RouteSource source, String prefix, PathAttributes attributes) {
    announced.get(source).put(prefix, attributes);
  }

  void withdraw(RouteSource source, String prefix) {
    announced.get(source).remove(prefix);
  }

  Set<String> prefixesOf(RouteSource source) {
    return announced.get(source).keySet();
  }

  PathAttributes attributes(RouteSource source, String prefix) {
    return announced.get(source).get(prefix);
  }

  /** Prefix to next hop. */
  Map<String, String> tableOf(RouteSource receiver, Set<String> clusters, Set<String> prefixes) {
    Map<String, String> table = new TreeMap<>();
    for (String prefix : prefixes) {
      Offer best = best(prefix, clusters);
      if (best != null && passes(best, receiver)) {
        table.put(prefix, best.attributes().nextHop().toString());
      }
    }
    return table;
  }

  /** Why the receiver does not get the prefix; empty when it does. The prefix must be announced. */
  String whyNot(RouteSource receiver, Set<String> clusters, String prefix) {
    Offer best = best(prefix, clusters);
    if (best == null) {
      return "OTHER_DOMAIN";
    }
    if (best.attributes().noAdvertise()) {
      return "NO_ADVERTISE";
    }
    if (best.from() != receiver && passes(best, receiver)) {
      return "";
    }
    if (best.from().kind() == RouteSource.Kind.NON_CLIENT
        && receiver.kind() == RouteSource.Kind.NON_CLIENT) {
      return "BETWEEN_NON_CLIENTS";
    }
    return best.from() == receiver ? "OWN_ROUTE" : "OWN_NEXT_HOP";
  }

  boolean isAnnounced(String prefix) {
    return announced.values().stream().anyMatch(routes -> routes.containsKey(prefix));
  }

  private static boolean passes(Offer best, RouteSource receiver) {
    boolean betweenNonClients =
        best.from().kind() == RouteSource.Kind.NON_CLIENT
            && receiver.kind() == RouteSource.Kind.NON_CLIENT;
    return best.from() != receiver
        && !betweenNonClients
        && !best.attributes().noAdvertise()
        && !best.attributes().nextHop().equals(receiver.address());
  }

  private @Nullable Offer best(String prefix, Set<String> clusters) {
    List<Offer> offers = new ArrayList<>();
    announced.forEach(
        (source, routes) -> {
          if (routes.containsKey(prefix) && clusters.contains(source.peerGroup())) {
            offers.add(new Offer(source, routes.get(prefix)));
          }
        });
    for (Offer offer : offers) {
      // The best is the one that no other beats once those that lose by MED are out.
      if (survives(offer, offers)
          && offers.stream()
              .filter(other -> survives(other, offers))
              .allMatch(other -> other == offer || rank(offer).compareTo(rank(other)) < 0)) {
        return offer;
      }
    }
    return null;
  }

  /** Steps a to c of RFC 4271, section 9.1.2.2. */
  private static boolean survives(Offer offer, List<Offer> offers) {
    for (Offer other : offers) {
      int order = early(other).compareTo(early(offer));
      boolean lowerMed =
          other.attributes().neighborAs() == offer.attributes().neighborAs()
              && other.attributes().med() < offer.attributes().med();
      if (order < 0 || (order == 0 && lowerMed)) {
        return false;
      }
    }
    return true;
  }

  private static String early(Offer offer) {
    PathAttributes a = offer.attributes();
    return String.format("%012d %05d %d", 0xffff_ffffL - a.localPref(), a.asPathHops(), a.origin());
  }

  private static String rank(Offer offer) {
    return String.format(
        "%012d %s", offer.from().routerId() & 0xffff_ffffL, offer.from().address());
  }
}
