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
import java.util.stream.Stream;

/** Which clusters an event is about. */
public final class AffectedClusters {
  private AffectedClusters() {}

  public static List<String> of(Event event) {
    return switch (event) {
      case IntentEvent intent -> of(intent);
      case RolloutEvent rollout -> List.of(rollout.rollout().cluster());
      case SessionEvent session -> of(session);
      case RibEvent.RoutesReflected routes -> List.of(routes.cluster());
      case RibEvent.PeerRoutesSent sent -> of(sent.peer());
      case RouteEvent route -> List.of(route.cluster());
      case ProbeEvent probe -> List.of(probe.from(), probe.to());
    };
  }

  private static List<String> of(IntentEvent event) {
    return switch (event) {
      case IntentEvent.ClusterRegistered(var cluster) -> List.of(cluster.name());
      case IntentEvent.ClusterChanged(var cluster) -> List.of(cluster.name());
      case IntentEvent.ClusterRegisteredV1(var cluster) -> List.of(cluster.name());
      case IntentEvent.ClusterChangedV1(var cluster) -> List.of(cluster.name());
      case IntentEvent.NodeJoined(var cluster, _) -> List.of(cluster);
      case IntentEvent.NodeChanged(var cluster, _) -> List.of(cluster);
      case IntentEvent.NodeLeft(var cluster, _) -> List.of(cluster);
      case IntentEvent.ClusterRemoved(var cluster) -> List.of(cluster);
      case IntentEvent.InterconnectDeclared(var interconnect) -> interconnect.clusters();
      case IntentEvent.InterconnectChanged(var interconnect) -> interconnect.clusters();
      case IntentEvent.ReflectorDeclared _,
          IntentEvent.ReflectorChanged _,
          IntentEvent.ReflectorRemoved _,
          IntentEvent.InterconnectWithdrawn _,
          IntentEvent.InterconnectConditionsChanged _,
          IntentEvent.ReflectorConditionsChanged _,
          IntentEvent.IntentCompleted _ ->
          List.of();
    };
  }

  private static List<String> of(SessionEvent event) {
    return switch (event) {
      case SessionEvent.SessionEstablished established -> of(established.peer());
      case SessionEvent.SessionLost lost -> of(lost.peer());
      case SessionEvent.SessionStalled stalled -> of(stalled.peer());
      case SessionEvent.SessionResumed resumed -> of(resumed.peer());
      case SessionEvent.PeerRefused refused -> of(refused.peer());
      case SessionEvent.PrefixRejected rejected -> of(rejected.peer());
      case SessionEvent.PrefixLimitReached limit -> of(limit.peer());
      case SessionEvent.UpdateRejected rejected -> of(rejected.peer());
      case SessionEvent.OpenRefused refused -> of(refused.peer());
      case SessionEvent.IdentifierShared shared ->
          Stream.concat(of(shared.peer()).stream(), of(shared.other()).stream())
              .distinct()
              .toList();
      case SessionEvent.PeerRoutesChanged routes -> of(routes.peer());
      case SessionEvent.ReflectorConfigured _ -> List.of();
    };
  }

  private static List<String> of(PeerIdentity peer) {
    String cluster = peer.cluster();
    return cluster == null ? List.of() : List.of(cluster);
  }
}
