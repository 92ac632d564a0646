package io.podspan.routecollector.bmp;

import io.podspan.addresses.IpAddress;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All routers that are known, and the connection that each of them has now. */
final class Routers {
  private final Limits limits;
  private final RouteCount all;
  private final Map<IpAddress, RouteCount> ofAddress = new HashMap<>();
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
    if (known == null && !hasRoom(name.address())) {
      return Optional.empty();
    }
    Connection before = connections.put(name, connection);
    if (before != null) {
      before.close("it has connected again");
    }
    return Optional.of(routers.computeIfAbsent(name, this::created));
  }

  private Router created(Router.Name name) {
    RouteCount ofItsAddress =
        ofAddress.computeIfAbsent(name.address(), _ -> new RouteCount(limits.routesOfOne()));
    return new Router(name, limits, ofItsAddress, all);
  }

  /**
   * A router chooses its name itself, so names of one address take room from each other first, and
   * are no more than the connections that it may have.
   */
  private boolean hasRoom(IpAddress address) {
    List<Router> same = at(address);
    if (same.size() >= Limits.CONNECTIONS) {
      return forgetOne(same);
    }
    return routers.size() < limits.routers() || forgetOne(same) || forgetOne(routers.values());
  }

  /** The oldest of those that are not connected. */
  private boolean forgetOne(Collection<Router> some) {
    Optional<Router> oldest =
        some.stream()
            .filter(router -> router.state() != Router.State.CONNECTED)
            .min(Comparator.comparing(Router::since));
    oldest.ifPresent(this::forget);
    return oldest.isPresent();
  }

  private void forget(Router router) {
    router.forget();
    routers.remove(router.name());
    IpAddress address = router.name().address();
    if (at(address).isEmpty()) {
      ofAddress.remove(address);
    }
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
