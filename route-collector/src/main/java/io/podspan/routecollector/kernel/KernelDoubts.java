package io.podspan.routecollector.kernel;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;
import io.podspan.routecollector.route.KernelRoute;
import io.podspan.routecollector.route.RouterTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Prefixes that have several routes in a kernel's table. Which of them packets take, only the
 * kernel knows for sure, so it is asked. Pure.
 */
public final class KernelDoubts {
  /** A table full of doubts is judged as it stands: each question takes its time. */
  private static final int MOST = 4;

  private final List<KernelRoute> routes;
  private final Map<String, List<KernelRoute>> several = new LinkedHashMap<>();

  /**
   * @param router null when its table could not be read; only its prefixes are of interest
   */
  public KernelDoubts(List<KernelRoute> routes, @Nullable RouterTable router) {
    this.routes = List.copyOf(routes);
    Set<String> wanted =
        router == null
            ? Set.of()
            : router.best().stream().map(r -> r.prefix()).collect(Collectors.toSet());
    for (KernelRoute route : routes) {
      if (wanted.contains(route.prefix())) {
        several.computeIfAbsent(route.prefix(), _ -> new ArrayList<>()).add(route);
      }
    }
    several.values().removeIf(same -> same.size() < 2 || share(same));
  }

  /** Next hops that share the packets are all taken, so there is nothing to ask. */
  private static boolean share(List<KernelRoute> routes) {
    return routes.stream().anyMatch(KernelRoute::shared)
        || (routes.getFirst().prefix().indexOf(':') >= 0
            && routes.stream().map(KernelRoute::metric).distinct().count() == 1);
  }

  /** An address to ask about for each such prefix. */
  public Map<String, IpAddress> questions() {
    Map<String, IpAddress> questions = new LinkedHashMap<>();
    for (String prefix : several.keySet()) {
      Optional<IpAddress> address = Prefix.parse(prefix).map(KernelDoubts::inside);
      if (questions.size() < MOST && address.filter(a -> isOfItsOwn(prefix, a)).isPresent()) {
        questions.put(prefix, address.get());
      }
    }
    return questions;
  }

  /** The first address is that of the network itself, so the next one is taken. */
  private static IpAddress inside(Prefix prefix) {
    return prefix.length() >= (prefix.ipv6() ? 127 : 31) ? prefix.address() : prefix.host(1);
  }

  /** Whether no more specific route takes the packets to it. */
  private boolean isOfItsOwn(String prefix, IpAddress address) {
    int length = Prefix.of(prefix).length();
    return routes.stream()
        .flatMap(route -> Prefix.parse(route.prefix()).stream())
        .noneMatch(p -> p.length() > length && p.contains(address));
  }

  /**
   * The table with only the routes that packets take.
   *
   * @param answers by prefix, what the kernel said
   */
  public List<KernelRoute> decided(Map<String, KernelRoute> answers) {
    List<KernelRoute> decided = new ArrayList<>();
    for (KernelRoute route : routes) {
      KernelRoute answer = answers.get(route.prefix());
      if (answer == null || route.equals(taken(route.prefix(), answer))) {
        decided.add(route);
      }
    }
    answers.forEach(
        (prefix, answer) -> {
          if (several.getOrDefault(prefix, List.of()).stream().noneMatch(r -> same(r, answer))) {
            decided.add(as(prefix, answer));
          }
        });
    return List.copyOf(decided);
  }

  private @Nullable KernelRoute taken(String prefix, KernelRoute answer) {
    Optional<KernelRoute> taken =
        several.getOrDefault(prefix, List.of()).stream().filter(r -> same(r, answer)).findFirst();
    return taken.orElse(null);
  }

  private static boolean same(KernelRoute route, KernelRoute answer) {
    return route.kind().equals(answer.kind())
        && Objects.equals(route.nextHop(), answer.nextHop())
        && (!route.unicast() || Objects.equals(route.device(), answer.device()));
  }

  private static KernelRoute as(String prefix, KernelRoute answer) {
    return new KernelRoute(prefix, answer.nextHop(), answer.device(), answer.kind());
  }
}
