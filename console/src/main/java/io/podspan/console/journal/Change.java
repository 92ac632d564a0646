package io.podspan.console.journal;

import io.podspan.events.Event;
import io.podspan.events.IntentEvent;
import io.podspan.events.PeerIdentity;
import io.podspan.events.ProbeEvent;
import io.podspan.events.RibEvent;
import io.podspan.events.RolloutEvent;
import io.podspan.events.RouteEvent;
import io.podspan.events.SessionEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an event changes in the projection. A slot names the thing that an event is the last fact
 * about. This file is the table of slots.
 */
public sealed interface Change {

  String slot();

  /** The event is the last fact about this slot. */
  record Keep(String slot, Event event) implements Change {}

  /** There is no fact about this slot any more. */
  record Clear(String slot) implements Change {}

  static List<Change> of(Event event) {
    return switch (event) {
      case IntentEvent intent -> of(intent);
      case RolloutEvent rollout -> of(rollout);
      case SessionEvent session -> of(session);
      case RibEvent.RoutesReflected routes -> of(routes);
      // Whoever asks about one peer gets the present answer from its reflector.
      case RibEvent.PeerRoutesSent _ -> List.of();
      case RouteEvent route -> of(route);
      case ProbeEvent probe -> of(probe);
    };
  }

  private static List<Change> of(IntentEvent event) {
    return switch (event) {
      case IntentEvent.ClusterRemoved removed -> List.of(new Clear(removed.subject()));
      case IntentEvent.NodeLeft left -> List.of(new Clear(left.subject()));
      case IntentEvent.ReflectorRemoved(String name) ->
          List.of(new Clear(Projection.DECLARED_REFLECTORS + name));
      case IntentEvent.ReflectorDeclared(var reflector) ->
          List.of(new Keep(Projection.DECLARED_REFLECTORS + reflector.name(), event));
      case IntentEvent.ReflectorChanged(var reflector) ->
          List.of(new Keep(Projection.DECLARED_REFLECTORS + reflector.name(), event));
      case IntentEvent.InterconnectWithdrawn withdrawn -> List.of(new Clear(withdrawn.subject()));
      case IntentEvent.ClusterRegistered _,
          IntentEvent.ClusterChanged _,
          IntentEvent.ClusterRegisteredV1 _,
          IntentEvent.ClusterChangedV1 _,
          IntentEvent.NodeJoined _,
          IntentEvent.NodeChanged _,
          IntentEvent.InterconnectDeclared _,
          IntentEvent.InterconnectChanged _ ->
          List.of(new Keep(event.subject(), event));
      case IntentEvent.InterconnectConditionsChanged conditions ->
          conditions.conditions().isEmpty()
              ? List.of(new Clear(conditions.subject()))
              : List.of(new Keep(conditions.subject(), conditions));
      case IntentEvent.ReflectorConditionsChanged conditions ->
          conditions.conditions().isEmpty()
              ? List.of(new Clear(conditions.subject()))
              : List.of(new Keep(conditions.subject(), conditions));
      case IntentEvent.IntentCompleted _ -> List.of();
    };
  }

  private static List<Change> of(RolloutEvent event) {
    String slot = slot(event);
    return slot == null ? List.of() : List.of(new Keep(slot, event));
  }

  private static @Nullable String slot(RolloutEvent event) {
    String rollout = Projection.ROLLOUTS + event.rollout().id() + "/";
    return switch (event) {
      case RolloutEvent.RolloutPlanned _ -> rollout + "planned";
      case RolloutEvent.RolloutStarted _ -> rollout + "started";
      case RolloutEvent.NodeRestarting step -> rollout + "restarting/" + step.node();
      case RolloutEvent.NodeVerified step -> rollout + "verified/" + step.node();
      case RolloutEvent.RolloutPaused _ -> rollout + "paused";
      case RolloutEvent.RolloutSteered _ -> rollout + "steered";
      case RolloutEvent.RolloutFailed _ -> rollout + "failed";
      case RolloutEvent.RolledBack _ -> rollout + "rolled-back";
      case RolloutEvent.RolloutCompleted _ -> rollout + "completed";
      // They are about a moment; the condition Drifted says what holds.
      case RolloutEvent.DriftFound _,
          RolloutEvent.DriftHealed _,
          RolloutEvent.DriftEnded _,
          RolloutEvent.RemainsLeft _ ->
          null;
    };
  }

  private static List<Change> of(SessionEvent event) {
    return switch (event) {
      case SessionEvent.SessionEstablished up ->
          List.of(
              new Keep(Projection.SESSIONS + slot(up.peer()), up),
              new Clear(Projection.STALLS + slot(up.peer())),
              new Clear(Projection.LOSSES + slot(up.peer())),
              new Clear(Projection.REFUSALS + slot(up.peer())));
      case SessionEvent.SessionLost lost ->
          List.of(
              new Clear(Projection.SESSIONS + slot(lost.peer())),
              new Clear(Projection.STALLS + slot(lost.peer())),
              new Keep(Projection.LOSSES + slot(lost.peer()), lost));
      case SessionEvent.SessionStalled stalled ->
          List.of(new Keep(Projection.STALLS + slot(stalled.peer()), stalled));
      case SessionEvent.SessionResumed resumed ->
          List.of(new Clear(Projection.STALLS + slot(resumed.peer())));
      case SessionEvent.PeerRefused refused ->
          List.of(new Keep(Projection.REFUSALS + slot(refused.peer()), refused));
      // These are about a moment and say nothing about the present.
      case SessionEvent.PrefixRejected _,
          SessionEvent.PrefixLimitReached _,
          SessionEvent.UpdateRejected _,
          SessionEvent.OpenRefused _,
          SessionEvent.IdentifierShared _ ->
          List.of();
      // peering-service and route-collector judge by it; no view of the console shows it.
      case SessionEvent.PeerRoutesChanged _ -> List.of();
      case SessionEvent.ReflectorConfigured configured ->
          List.of(new Keep(Projection.REFLECTORS + configured.reflector(), configured));
    };
  }

  private static String slot(PeerIdentity peer) {
    return peer.reflector() + "/" + peer.address();
  }

  private static List<Change> of(RibEvent.RoutesReflected event) {
    Event total =
        new RibEvent.RoutesReflected(
            event.reflector(), event.cluster(), List.of(), List.of(), event.total());
    return List.of(new Keep(Projection.RIBS + event.reflector() + "/" + event.cluster(), total));
  }

  private static List<Change> of(RouteEvent event) {
    return switch (event) {
      case RouteEvent.NodeSessionsChanged sessions ->
          List.of(new Keep(Projection.NODE_SESSIONS + sessions.subject(), sessions));
      case RouteEvent.NodeRoutesChanged routes ->
          List.of(
              new Keep(
                  Projection.NODE_ROUTES + event.subject(),
                  new RouteEvent.NodeRoutesChanged(
                      routes.cluster(),
                      routes.node(),
                      List.of(),
                      List.of(),
                      routes.expected(),
                      routes.missing(),
                      routes.unknown(),
                      routes.unread(),
                      routes.router())));
      case RouteEvent.RouteMissing missing ->
          List.of(new Keep(slot(missing, missing.route().prefix()), missing));
      case RouteEvent.RouteRestored restored ->
          List.of(
              new Clear(slot(restored, restored.route().prefix())),
              new Keep(Projection.MENDED_NODES + restored.subject(), restored));
      case RouteEvent.NodeRead read ->
          List.of(
              read.readable()
                  ? new Clear(Projection.UNREAD_NODES + read.subject())
                  : new Keep(Projection.UNREAD_NODES + read.subject(), read));
    };
  }

  private static String slot(RouteEvent event, String prefix) {
    return Projection.MISSING_ROUTES + event.subject() + "/" + prefix;
  }

  private static List<Change> of(ProbeEvent event) {
    return switch (event) {
      case ProbeEvent.ReachabilityChanged changed ->
          List.of(new Keep(Projection.REACHABILITIES + changed.subject(), changed));
      case ProbeEvent.ProbeRound round ->
          List.of(new Keep(Projection.PROBE_ROUNDS + round.subject(), round));
      // The condition SourcePreserved shows it.
      case ProbeEvent.SourceMeasured _ -> List.of();
    };
  }
}
