package io.podspan.console.journal;

import io.podspan.events.ClusterState;
import io.podspan.events.Event;
import io.podspan.events.FailedPing;
import io.podspan.events.IntentEvent;
import io.podspan.events.InterconnectState;
import io.podspan.events.NodeSession;
import io.podspan.events.PeerIdentity;
import io.podspan.events.ProbeEvent;
import io.podspan.events.RibEvent;
import io.podspan.events.RolloutEvent;
import io.podspan.events.RolloutIdentity;
import io.podspan.events.RouteEvent;
import io.podspan.events.SessionEvent;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What an event says, for people: one sentence without a full stop. */
public final class Sentence {
  private Sentence() {}

  /** Of an entry that we cannot read, its type and subject. */
  public static String of(Entry entry) {
    return entry.event().map(Sentence::of).orElse(entry.type() + " about " + entry.subject());
  }

  public static String of(Event event) {
    return switch (event) {
      case IntentEvent intent -> of(intent);
      case RolloutEvent rollout -> of(rollout);
      case SessionEvent session -> of(session);
      case RibEvent.RoutesReflected routes ->
          "%s passes on %s of %s: %d new or changed, %d withdrawn"
              .formatted(
                  routes.reflector(),
                  counted(routes.total(), "route"),
                  routes.cluster(),
                  routes.announced().size(),
                  routes.withdrawn().size());
      case RouteEvent route -> of(route);
      case ProbeEvent probe -> of(probe);
    };
  }

  private static String of(IntentEvent event) {
    return switch (event) {
      case IntentEvent.ClusterRegistered(var cluster) ->
          "Cluster " + described(cluster) + " is registered";
      case IntentEvent.ClusterChanged(var cluster) ->
          "Cluster " + described(cluster) + " has changed";
      case IntentEvent.ClusterRemoved(var cluster) -> "Cluster " + cluster + " is removed";
      case IntentEvent.InterconnectDeclared(var interconnect) ->
          "Interconnect " + joins(interconnect) + " is declared";
      case IntentEvent.InterconnectWithdrawn(var interconnect) ->
          "Interconnect " + interconnect + " is withdrawn";
      case IntentEvent.InterconnectConditionsChanged changed ->
          "The conditions of interconnect " + changed.interconnect() + " have changed";
    };
  }

  private static String described(ClusterState cluster) {
    return "%s (%s, %s)"
        .formatted(cluster.name(), cluster.cni().text(), counted(cluster.nodes().size(), "node"));
  }

  private static String joins(InterconnectState interconnect) {
    return interconnect.name() + " of " + String.join(", ", interconnect.clusters());
  }

  private static String of(RolloutEvent event) {
    RolloutIdentity rollout = event.rollout();
    String cluster = rollout.cluster();
    return switch (event) {
      case RolloutEvent.RolloutPlanned planned ->
          "%s is to %s %s by %s, %s"
              .formatted(
                  cluster,
                  planned.direction().name().toLowerCase(Locale.ROOT),
                  rollout.interconnect(),
                  planned.driver(),
                  counted(planned.nodes().size(), "node"));
      case RolloutEvent.RolloutStarted _ -> "The rollout on " + cluster + " has started";
      case RolloutEvent.NodeRestarting step ->
          "%s: the router of %s takes the change (%d of %d)"
              .formatted(cluster, step.node(), step.step(), step.steps());
      case RolloutEvent.NodeVerified step ->
          "%s: %s passed %s after %s (%d of %d)"
              .formatted(
                  cluster,
                  step.node(),
                  String.join(", ", step.gates()),
                  duration(step.tookMillis()),
                  step.step(),
                  step.steps());
      case RolloutEvent.RolloutPaused paused ->
          "The rollout on %s waits%s: %s".formatted(cluster, at(paused.node()), paused.reason());
      case RolloutEvent.RolloutFailed failed ->
          "The rollout on %s failed%s: %s".formatted(cluster, at(failed.node()), failed.reason());
      case RolloutEvent.RolledBack back ->
          "The rollout on %s was rolled back: %s".formatted(cluster, back.reason());
      case RolloutEvent.RolloutCompleted completed ->
          "The rollout on %s is complete: %s in %s"
              .formatted(
                  cluster, counted(completed.nodes(), "node"), duration(completed.tookMillis()));
    };
  }

  private static String at(@Nullable String node) {
    return node == null ? "" : " at " + node;
  }

  private static String of(SessionEvent event) {
    return switch (event) {
      case SessionEvent.SessionEstablished up ->
          "Session of %s with %s is established".formatted(named(up.peer()), up.peer().reflector());
      case SessionEvent.SessionLost lost ->
          "Session of %s with %s is lost after %s: %s"
              .formatted(
                  named(lost.peer()),
                  lost.peer().reflector(),
                  duration(lost.upMillis()),
                  lost.reason());
      case SessionEvent.PeerRefused refused ->
          "%s refused %s%s: %s"
              .formatted(
                  refused.peer().reflector(),
                  named(refused.peer()),
                  refused.times() > 1 ? " " + refused.times() + " times" : "",
                  refused.reason());
      case SessionEvent.PrefixRejected rejected ->
          "%s rejected %s from %s: %s"
              .formatted(
                  rejected.peer().reflector(),
                  rejected.prefix(),
                  named(rejected.peer()),
                  rejected.reason());
      case SessionEvent.PrefixLimitReached limit ->
          "%s announces more than the %d prefixes that %s takes"
              .formatted(named(limit.peer()), limit.limit(), limit.peer().reflector());
      case SessionEvent.ReflectorConfigured configured ->
          "%s is configured for %s and %s"
              .formatted(
                  configured.reflector(),
                  counted(configured.interconnects().size(), "interconnect"),
                  counted(configured.peers(), "peer"));
    };
  }

  private static String named(PeerIdentity peer) {
    return peer.node() == null ? peer.address() : peer.cluster() + "/" + peer.node();
  }

  private static String of(RouteEvent event) {
    String node = event.cluster() + "/" + event.node();
    return switch (event) {
      case RouteEvent.NodeSessionsChanged changed -> {
        List<NodeSession> sessions = changed.sessions();
        long up = sessions.stream().filter(NodeSession::established).count();
        yield "%s: its router has %d of %s established"
            .formatted(node, up, counted(sessions.size(), "session"));
      }
      case RouteEvent.NodeRoutesChanged changed ->
          changed.missing() == 0
              ? "%s has all of %s in its kernel"
                  .formatted(node, counted(changed.expected(), "expected route"))
              : "%s lacks %d of %s in its kernel"
                  .formatted(
                      node, changed.missing(), counted(changed.expected(), "expected route"));
      case RouteEvent.RouteMissing missing ->
          "%s lacks the route to %s by way of %s (%s): %s"
              .formatted(
                  node,
                  missing.route().prefix(),
                  missing.route().nextHop(),
                  missing.table(),
                  missing.why());
      case RouteEvent.RouteRestored restored ->
          "%s has the route to %s again".formatted(node, restored.route().prefix());
    };
  }

  private static String of(ProbeEvent event) {
    return switch (event) {
      case ProbeEvent.ReachabilityChanged changed ->
          "%s to %s is %s now, %s before: %s"
              .formatted(
                  changed.from(),
                  changed.to(),
                  changed.now().name().toLowerCase(Locale.ROOT),
                  changed.before().name().toLowerCase(Locale.ROOT),
                  changed.why());
      case ProbeEvent.ProbeRound round ->
          "%s to %s: %d of %s answered%s"
              .formatted(
                  round.from(),
                  round.to(),
                  round.reachable(),
                  counted(round.pairs(), "pair"),
                  firstFailure(round.failed()));
    };
  }

  private static String firstFailure(List<FailedPing> failed) {
    if (failed.isEmpty()) {
      return "";
    }
    FailedPing first = failed.getFirst();
    return ", %s to %s did not: %s".formatted(first.fromPod(), first.toPod(), first.error());
  }

  private static String counted(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  private static String duration(long millis) {
    long seconds = millis / 1_000;
    if (seconds < 60) {
      return "%d.%d s".formatted(seconds, millis % 1_000 / 100);
    }
    if (seconds < 3_600) {
      return "%d min %d s".formatted(seconds / 60, seconds % 60);
    }
    return "%d h %d min".formatted(seconds / 3_600, seconds % 3_600 / 60);
  }
}
