package io.podspan.routecollector.route;

import io.podspan.addresses.Prefix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A kernel's table as the kernel itself uses it.
 *
 * <p>Of several routes of a prefix it uses the one of the least metric, and of equal ones the
 * first. Dead next hops are skipped. A blackhole of the least metric ends the search. IPv6 routes
 * of one prefix and metric share the packets. A more specific route goes before a less specific
 * one.
 */
final class ForwardingTable {
  private final List<KernelRoute> all;
  private final Map<String, List<KernelRoute>> byPrefix = new LinkedHashMap<>();

  ForwardingTable(List<KernelRoute> routes) {
    this.all = routes;
    routes.forEach(r -> byPrefix.computeIfAbsent(r.prefix(), _ -> new ArrayList<>()).add(r));
  }

  List<KernelRoute> all() {
    return all;
  }

  /** The routes that packets to exactly this prefix take: several when they share them. */
  List<KernelRoute> used(String prefix) {
    List<KernelRoute> live =
        of(prefix).stream().filter(r -> !r.unicast() || r.link() != KernelRoute.Link.DEAD).toList();
    Optional<Long> least = live.stream().map(KernelRoute::metric).min(Long::compare);
    if (least.isEmpty()) {
      return List.of();
    }
    List<KernelRoute> best = live.stream().filter(r -> r.metric() == least.get()).toList();
    KernelRoute first = best.getFirst();
    boolean share = first.unicast() && (first.shared() || prefix.indexOf(':') >= 0);
    return share
        ? best.stream().filter(r -> r.unicast() && r.shared() == first.shared()).toList()
        : List.of(first);
  }

  /**
   * The routes that packets to this prefix take where no more specific one does; none when they
   * find none, or are sent on to the next table ({@code throw}).
   */
  List<KernelRoute> taken(Prefix prefix) {
    for (Prefix at = prefix; ; at = at.parent()) {
      List<KernelRoute> used = used(at.toString());
      if (!used.isEmpty()) {
        return used.getFirst().kind().equals("throw") ? List.of() : used;
      }
      if (at.length() == 0) {
        return List.of();
      }
    }
  }

  /** All routes of exactly this prefix, also those that are not used. */
  List<KernelRoute> of(String prefix) {
    return byPrefix.getOrDefault(prefix, List.of());
  }

  /** The used routes of all prefixes. */
  List<KernelRoute> used() {
    return byPrefix.keySet().stream().flatMap(prefix -> used(prefix).stream()).toList();
  }

  /** The used routes that are more specific than one of these prefixes, by that prefix. */
  Map<Prefix, List<KernelRoute>> moreSpecific(Iterable<Prefix> prefixes) {
    Map<Prefix, List<KernelRoute>> found = new HashMap<>();
    int shortest = Integer.MAX_VALUE;
    for (Prefix prefix : prefixes) {
      found.put(prefix, new ArrayList<>());
      shortest = Math.min(shortest, prefix.length());
    }
    for (String prefix : byPrefix.keySet()) {
      Prefix wider = Prefix.parse(prefix).orElse(null);
      while (wider != null && wider.length() > shortest) {
        wider = wider.parent();
        List<KernelRoute> below = found.get(wider);
        if (below != null) {
          below.addAll(used(prefix));
        }
      }
    }
    return found;
  }
}
