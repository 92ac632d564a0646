package io.podspan.routecollector;

import static io.podspan.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.clusteraccess.EventsOnKafka;
import io.podspan.events.Event;
import io.podspan.events.NodeSession;
import io.podspan.events.RouteEvent.NodeRead;
import io.podspan.events.RouteEvent.NodeRoutesChanged;
import io.podspan.events.RouteEvent.NodeSessionsChanged;
import io.podspan.events.RouteEvent.RouteMissing;
import io.podspan.events.reason.RouteReason;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the service has told of nodes.
 *
 * @param events of the routes topic
 */
record ToldOfNodes(EventsOnKafka events) {
  /** The nodes that last told that they lack so many of two routes. */
  Set<String> lastMissing(int missing) {
    return events.heard(NodeRoutesChanged.class).stream()
        .collect(Collectors.toMap(NodeRoutesChanged::subject, e -> e, (_, later) -> later))
        .values()
        .stream()
        .filter(e -> e.expected() == 2 && e.missing() == missing)
        .map(NodeRoutesChanged::subject)
        .collect(Collectors.toSet());
  }

  /** All that was said, apart from the answers to who asked for a look. */
  List<Event> changes() {
    return events.heard().stream().filter(event -> !(event instanceof NodeRead)).toList();
  }

  /** Routers that were restarted take their time until the last of their sessions is back. */
  int whenNothingMoreIsSaid(Set<String> allNodes) {
    await().untilAsserted(() -> assertThat(nodesWithAllSessions()).isEqualTo(allNodes));
    AtomicInteger last = new AtomicInteger(-1);
    await()
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> {
              int now = changes().size();
              return last.getAndSet(now) == now;
            });
    return last.get();
  }

  private Set<String> nodesWithAllSessions() {
    return events.heard(NodeSessionsChanged.class).stream()
        .collect(Collectors.toMap(NodeSessionsChanged::subject, e -> e, (_, later) -> later))
        .values()
        .stream()
        .filter(e -> e.sessions().stream().allMatch(NodeSession::established))
        .map(NodeSessionsChanged::subject)
        .collect(Collectors.toSet());
  }

  /** Why a node was said to lack a prefix, at one time or another. */
  Stream<RouteReason> causes(String subject, String prefix) {
    return events.heard(RouteMissing.class).stream()
        .filter(m -> m.subject().equals(subject) && m.route().prefix().equals(prefix))
        .map(RouteMissing::cause);
  }

  /** From an act to an event that was not there before. */
  <E extends Event> Duration timeUntil(Class<E> type, Predicate<E> wanted, Runnable act) {
    int before = events.heard(type).size();
    long began = System.nanoTime();
    act.run();
    await()
        .pollInterval(Duration.ofMillis(5))
        .until(() -> events.heard(type).stream().skip(before).anyMatch(wanted));
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
