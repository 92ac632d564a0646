package io.podspan.cli.text;

import io.podspan.events.ClusterState;
import io.podspan.events.Event;
import io.podspan.events.IntentEvent;
import io.podspan.events.InterconnectState;
import io.podspan.events.NodeSession;
import io.podspan.events.PeerIdentity;
import io.podspan.events.ProbeEvent;
import io.podspan.events.ReflectorState;
import io.podspan.events.RibEvent;
import io.podspan.events.RolloutEvent;
import io.podspan.events.RolloutIdentity;
import io.podspan.events.RouteEntry;
import io.podspan.events.RouteEvent;
import io.podspan.events.SessionEvent;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Each event in plain words, on one line. Pure. */
public final class Sentences {
  private Sentences() {}

  public static String of(Event event) {
    return switch (event) {
      case IntentEvent intent -> of(intent);
      case RolloutEvent rollout -> of(rollout);
      case SessionEvent session -> of(session);
      case RibEvent.RoutesReflected routes -> of(routes);
      case RouteEvent route -> of(route);
      case ProbeEvent probe -> of(probe);
    };
  }

  private static String of(IntentEvent event) {
    return switch (event) {
      case IntentEvent.ClusterRegistered(ClusterState c) ->
          "cluster " + c.name() + " is registered: " + cluster(c);
      case IntentEvent.ClusterChanged(ClusterState c) ->
          "cluster " + c.name() + " has changed: " + cluster(c);
      case IntentEvent.ClusterRemoved(String name) -> "cluster " + name + " is removed";
      case IntentEvent.InterconnectDeclared(InterconnectState i) ->
          "interconnect " + i.name() + " is declared: " + members(i);
      case IntentEvent.InterconnectWithdrawn(String name) ->
          "interconnect " + name + " is withdrawn";
      case IntentEvent.InterconnectConditionsChanged e ->
          "interconnect " + e.interconnect() + " has other conditions";
    };
  }

  private static String cluster(ClusterState c) {
    return "%s, AS %d, %s, pods in %s"
        .formatted(
            c.cni().text(),
            c.asn(),
            count(c.nodes().size(), "node"),
            String.join(", ", c.podCidrs()));
  }

  private static String members(InterconnectState i) {
    String reflectors =
        i.reflectors().stream().map(Sentences::endpoint).collect(Collectors.joining(" and "));
    return "%s through %s".formatted(listed(i.clusters()), reflectors);
  }

  private static String endpoint(ReflectorState r) {
    return "%s at %s:%d".formatted(r.name(), r.address(), r.port());
  }

  private static String of(RolloutEvent event) {
    return switch (event) {
      case RolloutEvent.RolloutPlanned e ->
          "%s: plan to %s %s on %s by %s: %s"
              .formatted(
                  e.rollout().cluster(),
                  e.direction() == RolloutEvent.Direction.JOIN ? "join" : "leave",
                  e.rollout().interconnect(),
                  count(e.nodes().size(), "node"),
                  e.driver(),
                  shortened(e.changes(), 4));
      case RolloutEvent.RolloutStarted(RolloutIdentity r) -> r.cluster() + ": rollout started";
      case RolloutEvent.NodeRestarting e ->
          "%s: node %s (%d of %d) %s"
              .formatted(
                  e.rollout().cluster(),
                  e.node(),
                  e.step(),
                  e.steps(),
                  e.pod() == null ? "takes the change" : "restarts its router, pod " + e.pod());
      case RolloutEvent.NodeVerified e ->
          "%s: node %s (%d of %d) verified after %s: %s"
              .formatted(
                  e.rollout().cluster(),
                  e.node(),
                  e.step(),
                  e.steps(),
                  seconds(e.tookMillis()),
                  String.join(", ", e.gates()));
      case RolloutEvent.RolloutPaused e ->
          "%s: rollout waits%s: %s; %s"
              .formatted(e.rollout().cluster(), at(e.node()), e.reason(), e.nextStep());
      case RolloutEvent.RolloutFailed e ->
          "%s: rollout FAILED%s: %s; %s"
              .formatted(e.rollout().cluster(), at(e.node()), e.reason(), e.nextStep());
      case RolloutEvent.RolledBack e ->
          "%s: rolled back on %s: %s"
              .formatted(e.rollout().cluster(), listed(e.nodes()), e.reason());
      case RolloutEvent.RolloutCompleted e ->
          "%s: rollout completed, %s in %s"
              .formatted(e.rollout().cluster(), count(e.nodes(), "node"), seconds(e.tookMillis()));
    };
  }

  private static String of(SessionEvent event) {
    return switch (event) {
      case SessionEvent.SessionEstablished e ->
          "BGP session up: %s with %s (AS %d, hold time %d s)"
              .formatted(peer(e.peer()), e.peer().reflector(), e.asn(), e.holdTimeSeconds());
      case SessionEvent.SessionLost e ->
          "BGP session lost: %s with %s after %s: %s"
              .formatted(peer(e.peer()), e.peer().reflector(), seconds(e.upMillis()), e.reason());
      case SessionEvent.PeerRefused e ->
          "%s refused %s: %s%s"
              .formatted(
                  e.peer().reflector(),
                  peer(e.peer()),
                  e.reason(),
                  e.times() > 1 ? " (" + e.times() + " times)" : "");
      case SessionEvent.PrefixRejected e ->
          "%s rejected prefix %s from %s: %s"
              .formatted(e.peer().reflector(), e.prefix(), peer(e.peer()), e.reason());
      case SessionEvent.PrefixLimitReached e ->
          "%s takes no more than %d prefixes from %s"
              .formatted(e.peer().reflector(), e.limit(), peer(e.peer()));
      case SessionEvent.ReflectorConfigured e ->
          "%s accepts %s on %s:%d for %s"
              .formatted(
                  e.reflector(),
                  count(e.peers(), "peer"),
                  e.address().isEmpty() ? "*" : e.address(),
                  e.port(),
                  e.interconnects().isEmpty()
                      ? "no interconnect"
                      : listed(e.interconnects().keySet().stream().sorted().toList()));
    };
  }

  private static String of(RibEvent.RoutesReflected e) {
    return "%s reflects routes of %s: %d announced, %d withdrawn, %d in all"
        .formatted(
            e.reflector(), e.cluster(), e.announced().size(), e.withdrawn().size(), e.total());
  }

  private static String of(RouteEvent event) {
    return switch (event) {
      case RouteEvent.NodeSessionsChanged e ->
          "%s: its router says %s"
              .formatted(
                  node(e),
                  e.sessions().isEmpty()
                      ? "no sessions"
                      : e.sessions().stream()
                          .map(Sentences::session)
                          .collect(Collectors.joining(", ")));
      case RouteEvent.NodeRoutesChanged e ->
          e.expected() == 0
              ? "%s: %s in the kernel, none expected from other clusters"
                  .formatted(node(e), count(e.fib().size(), "route"))
              : "%s: %d of %d routes to other clusters are in the kernel"
                  .formatted(node(e), e.expected() - e.missing(), e.expected());
      case RouteEvent.RouteMissing e ->
          "%s: route %s is missing in the %s: %s"
              .formatted(
                  node(e),
                  route(e.route()),
                  e.table() == RouteEvent.Table.RIB ? "router" : "kernel",
                  e.why());
      case RouteEvent.RouteRestored e ->
          "%s: route %s is there".formatted(node(e), route(e.route()));
    };
  }

  private static String of(ProbeEvent event) {
    return switch (event) {
      case ProbeEvent.ReachabilityChanged e ->
          "pods of %s -> %s: %s, %d of %d pairs (%s)"
              .formatted(
                  e.from(),
                  e.to(),
                  e.now().name().toLowerCase(Locale.ROOT),
                  e.reachable(),
                  e.pairs(),
                  e.why());
      case ProbeEvent.ProbeRound e ->
          "pings %s -> %s, round %d: %d of %d pairs answer%s"
              .formatted(
                  e.from(),
                  e.to(),
                  e.round(),
                  e.reachable(),
                  e.pairs(),
                  roundTrip(e.rttAverageMicros()));
    };
  }

  private static String roundTrip(@Nullable Long micros) {
    return micros == null
        ? ""
        : String.format(Locale.ROOT, ", %.2f ms on average", micros / 1000.0);
  }

  private static String session(NodeSession session) {
    return session.peerAddress() + " " + session.state();
  }

  private static String node(RouteEvent event) {
    return event.cluster() + "/" + event.node();
  }

  private static String route(RouteEntry route) {
    return route.prefix() + " via " + route.nextHop();
  }

  private static String peer(PeerIdentity peer) {
    return peer.cluster() == null
        ? peer.address()
        : "%s/%s (%s)".formatted(peer.cluster(), peer.node(), peer.address());
  }

  private static String at(@Nullable String node) {
    return node == null ? "" : " at node " + node;
  }

  private static String seconds(long millis) {
    return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  private static String listed(List<String> names) {
    return names.size() < 2
        ? String.join("", names)
        : String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
  }

  private static String shortened(List<String> lines, int most) {
    String shown = lines.stream().limit(most).collect(Collectors.joining("; "));
    return lines.size() > most ? shown + "; and " + (lines.size() - most) + " more" : shown;
  }
}
