package io.podspan.routecollector.bmp;

import io.podspan.addresses.IpAddress;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All routers that are known, and the connection that each of them has now. */
final class Routers {
  private final Limits limits;
  private final RouteCount all;
  private final Map<Router.Name, Router> routers = new LinkedHashMap<>();
  private final Map<Router.Name, Connection> connections = new LinkedHashMap<>();

  /** Where a router speaks. */
  interface Connection {
    /**
     * Ends it.
     *
     * @param why for people
     */
    void close(String why);
  }

  Routers(Limits limits) {
    this.limits = limits;
    this.all = new RouteCount(limits.routes());
  }

  /**
   * The router of this name, whose connection this is from now on: one that came back does not wait
   * until the old connection is found dead. Empty when there is no room for another router.
   */
  Optional<Router> of(Router.Name name, Connection connection) {
    Router known = routers.get(name);
    if (known == null && routers.size() >= limits.routers() && !forgetOne()) {
      return Optional.empty();
    }
    Connection before = connections.put(name, connection);
    if (before != null) {
      before.close("it has connected again");
    }
    return Optional.of(routers.computeIfAbsent(name, absent -> new Router(absent, limits, all)));
  }

  /** The oldest of those that are not connected. */
  private boolean forgetOne() {
    Optional<Router> oldest =
        routers.values().stream()
            .filter(router -> router.state() != Router.State.CONNECTED)
            .min(Comparator.comparing(Router::since));
    oldest.ifPresent(this::forget);
    return oldest.isPresent();
  }

  private void forget(Router router) {
    router.forget();
    routers.remove(router.name());
  }

  /** This connection has ended. Another one of the router may have taken its place before. */
  void ended(Router router, Connection connection, String why, Instant now) {
    if (connections.remove(router.name(), connection)) {
      router.closed(why, now);
    }
  }

  /** Lets time pass. */
  void tick(Instant now) {
    routers.values().forEach(router -> router.tick(now));
    List.copyOf(routers.values()).stream()
        .filter(router -> router.isPast(now))
        .forEach(this::forget);
  }

  Collection<Router> all() {
    return Collections.unmodifiableCollection(routers.values());
  }

  List<Router> at(IpAddress address) {
    return routers.values().stream().filter(r -> r.name().address().equals(address)).toList();
  }

  int routes() {
    return all.count();
  }
}
