package io.podspan.bgpreflector.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.bgpreflector.interop.ReflectorUnderTest.Client;
import io.podspan.testkit.Patience;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** All daemons around one reflector. */
final class Lab implements AutoCloseable {
  static final List<String> DAEMONS =
      List.of("gobgpd", "gobgpd4", "bird", "bird2", "frr", "openbgpd", "exabgp");

  private final Fabric fabric;
  private final Map<String, Router> routers = new LinkedHashMap<>();
  private ReflectorUnderTest reflector;

  private Lab(Fabric fabric, Path folder) throws IOException {
    this.fabric = fabric;
    add(new Gobgpd(station("gobgpd", 11, folder), GobgpRelease.DEBIAN));
    add(new Gobgpd(station("gobgpd4", 17, folder), GobgpRelease.FOUR));
    add(new Bird1(station("bird", 12, folder)));
    add(new Bird2(station("bird2", 13, folder)));
    add(new Frr(station("frr", 14, folder)));
    add(new OpenBgpd(station("openbgpd", 15, folder)));
    add(new ExaBgp(station("exabgp", 16, folder)));
    this.reflector = ReflectorUnderTest.inTheLab();
  }

  private Station station(String name, int number, Path folder) throws IOException {
    return Station.create(fabric, name, number, folder);
  }

  private void add(Router router) {
    routers.put(router.station().name(), router);
  }

  /** Without a daemon started or a client configured. */
  static Lab prepare(Path folder) throws IOException {
    Programs.requireLab();
    Fabric fabric = Fabric.create();
    try {
      return new Lab(fabric, folder);
    } catch (IOException | RuntimeException failed) {
      fabric.close();
      throw failed;
    }
  }

  /** Restarts all daemons with the same guard on both sides. */
  void startAll(Guard guard) throws IOException {
    startAll(guard, guard);
  }

  /** Restarts all daemons with one guard there and another one here. */
  void startAll(Guard theirs, Guard ours) throws IOException {
    startAll(theirs, client -> client.with(ours));
  }

  void startAll(Guard theirs, UnaryOperator<Client> ours) throws IOException {
    routers.values().forEach(Router::kill);
    // Clients that come by another configuration know nothing of the sessions before.
    reflector.clients(List.of());
    accept(ours);
    for (Router router : routers.values()) {
      router.start(theirs);
    }
  }

  /** Configures all daemons as clients. */
  void accept(Guard guard) {
    accept(client -> client.with(guard));
  }

  private void accept(UnaryOperator<Client> how) {
    reflector.clients(
        routers.values().stream()
            .flatMap(router -> router.addresses().stream())
            .map(Client::of)
            .map(how)
            .toList());
  }

  /** For longer than all but GoBGP need for it, which comes up after ten seconds. */
  void noneComesUp() {
    Patience.await()
        .during(Duration.ofSeconds(12))
        .until(
            () -> reflector.sessions().values().stream().allMatch(s -> s.timesEstablished() == 0));
  }

  Fabric fabric() {
    return fabric;
  }

  ReflectorUnderTest reflector() {
    return reflector;
  }

  Router router(String daemon) {
    return routers.get(daemon);
  }

  List<Router> others(Router router) {
    return routers.values().stream().filter(other -> !other.equals(router)).toList();
  }

  ReflectorUnderTest.Session session(Router router) {
    return reflector.session(router.station().address());
  }

  void awaitAllEstablished() {
    Patience.await()
        .untilAsserted(
            () ->
                assertThat(reflector.sessions().values())
                    .describedAs("%s", reflector.sessions())
                    .allMatch(ReflectorUnderTest.Session::established));
  }

  /** Waits until the router has the prefix from the reflector. */
  SeenRoute awaitRoute(Router router, String prefix) {
    return Patience.await()
        .alias(router.station().name() + " has " + prefix)
        .until(() -> router.learned().get(prefix), route -> route != null);
  }

  void awaitLearned(Router router, Predicate<Map<String, SeenRoute>> condition, String what) {
    Patience.await().alias(router.station().name() + " " + what).until(router::learned, condition);
  }

  /** Ends the reflector and starts another in its place. */
  void restartReflector() throws IOException {
    reflector.close();
    reflector = ReflectorUnderTest.inTheLab();
    accept(Guard.NONE);
    routers.values().forEach(Router::hurry);
  }

  @Override
  public void close() {
    try {
      reflector.close();
    } finally {
      fabric.close();
    }
  }
}
