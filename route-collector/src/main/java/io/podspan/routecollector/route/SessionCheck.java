package io.podspan.routecollector.route;

import io.podspan.addresses.IpAddress;
import io.podspan.events.NodeSession;
import io.podspan.events.reason.ReasonText;
import io.podspan.events.reason.RouteReason;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The sessions of a node with reflectors, as the node itself sees them. */
final class SessionCheck {
  static final String ESTABLISHED = "its router says that the session is Established";

  private final NodeTables tables;
  private final ForwardingTable kernel;

  SessionCheck(NodeTables tables) {
    this.tables = tables;
    this.kernel = new ForwardingTable(tables.kernel().value().orElse(List.of()));
  }

  /** Those of these reflectors with which there is one, sorted. */
  List<String> established(Collection<String> reflectors) {
    return addresses(s -> reflectors.contains(s.peerAddress()) && s.established());
  }

  /** Why there is none with any of them: what lies below the session goes before it. */
  RouteReason firstBreak(Collection<String> reflectors) {
    List<String> down = addresses(s -> reflectors.contains(s.peerAddress()));
    if (down.isEmpty()) {
      return new RouteReason.NoReflectorSession(reflectors.stream().sorted().toList());
    }
    return down.stream()
        .flatMap(reflector -> below(reflector).stream())
        .findFirst()
        .orElseGet(() -> new RouteReason.ReflectorSessionDown(down));
  }

  private Optional<RouteReason> below(String reflector) {
    return tables
        .around()
        .links()
        .value()
        .flatMap(links -> links.firstBreak(reflector))
        .or(() -> dropped(reflector));
  }

  private Optional<RouteReason> dropped(String reflector) {
    return IpAddress.parse(reflector).stream()
        .flatMap(address -> kernel.taken(address.asPrefix()).stream())
        .filter(route -> !route.unicast())
        .findFirst()
        .map(
            route -> new RouteReason.ReflectorUnreachable(reflector, route.prefix(), route.kind()));
  }

  /** What to tell others of each of them, nothing when the sessions could not be read. */
  Map<String, String> words(Collection<String> reflectors) {
    return tables.sessions() instanceof Answer.Whole
        ? reflectors.stream().collect(Collectors.toMap(reflector -> reflector, this::word))
        : Map.of();
  }

  private String word(String reflector) {
    List<String> one = List.of(reflector);
    return established(one).isEmpty() ? ReasonText.seen(firstBreak(one)) : ESTABLISHED;
  }

  private List<String> addresses(Predicate<NodeSession> which) {
    return tables.sessions().value().orElse(List.of()).stream()
        .filter(which)
        .map(NodeSession::peerAddress)
        .sorted()
        .distinct()
        .toList();
  }
}
