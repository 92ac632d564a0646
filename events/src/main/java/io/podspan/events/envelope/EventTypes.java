package io.podspan.events.envelope;

import io.podspan.events.Event;
import io.podspan.events.IntentEvent;
import io.podspan.events.ProbeEvent;
import io.podspan.events.RibEvent;
import io.podspan.events.RolloutEvent;
import io.podspan.events.RouteEvent;
import io.podspan.events.SessionEvent;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The one table of event types: CloudEvents type name and record. A new event is a new row. */
public final class EventTypes {
  private static final Map<String, Class<? extends Event>> BY_NAME = rows();
  private static final Map<Class<? extends Event>, String> BY_CLASS =
      BY_NAME.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));

  private EventTypes() {}

  private static Map<String, Class<? extends Event>> rows() {
    Map<String, Class<? extends Event>> rows = new LinkedHashMap<>();
    rows.put("podspan.cluster.registered.v2", IntentEvent.ClusterRegistered.class);
    rows.put("podspan.cluster.changed.v2", IntentEvent.ClusterChanged.class);
    rows.put("podspan.cluster.registered.v1", IntentEvent.ClusterRegisteredV1.class);
    rows.put("podspan.cluster.changed.v1", IntentEvent.ClusterChangedV1.class);
    rows.put("podspan.cluster.removed.v1", IntentEvent.ClusterRemoved.class);
    rows.put("podspan.node.joined.v1", IntentEvent.NodeJoined.class);
    rows.put("podspan.node.changed.v1", IntentEvent.NodeChanged.class);
    rows.put("podspan.node.left.v1", IntentEvent.NodeLeft.class);
    rows.put("podspan.reflector.declared.v1", IntentEvent.ReflectorDeclared.class);
    rows.put("podspan.reflector.changed.v1", IntentEvent.ReflectorChanged.class);
    rows.put("podspan.reflector.removed.v1", IntentEvent.ReflectorRemoved.class);
    rows.put(
        "podspan.reflector.conditions-changed.v1", IntentEvent.ReflectorConditionsChanged.class);
    rows.put("podspan.interconnect.declared.v1", IntentEvent.InterconnectDeclared.class);
    rows.put("podspan.interconnect.changed.v1", IntentEvent.InterconnectChanged.class);
    rows.put("podspan.interconnect.withdrawn.v1", IntentEvent.InterconnectWithdrawn.class);
    rows.put(
        "podspan.interconnect.conditions-changed.v1",
        IntentEvent.InterconnectConditionsChanged.class);
    rows.put("podspan.intent.completed.v1", IntentEvent.IntentCompleted.class);
    rows.put("podspan.rollout.planned.v1", RolloutEvent.RolloutPlanned.class);
    rows.put("podspan.rollout.started.v1", RolloutEvent.RolloutStarted.class);
    rows.put("podspan.rollout.node-restarting.v1", RolloutEvent.NodeRestarting.class);
    rows.put("podspan.rollout.node-verified.v1", RolloutEvent.NodeVerified.class);
    rows.put("podspan.rollout.paused.v1", RolloutEvent.RolloutPaused.class);
    rows.put("podspan.rollout.steered.v1", RolloutEvent.RolloutSteered.class);
    rows.put("podspan.rollout.failed.v1", RolloutEvent.RolloutFailed.class);
    rows.put("podspan.rollout.rolled-back.v1", RolloutEvent.RolledBack.class);
    rows.put("podspan.rollout.completed.v1", RolloutEvent.RolloutCompleted.class);
    rows.put("podspan.rollout.drift-found.v1", RolloutEvent.DriftFound.class);
    rows.put("podspan.rollout.drift-healed.v1", RolloutEvent.DriftHealed.class);
    rows.put("podspan.rollout.drift-ended.v1", RolloutEvent.DriftEnded.class);
    rows.put("podspan.rollout.remains-left.v1", RolloutEvent.RemainsLeft.class);
    rows.put("podspan.session.established.v1", SessionEvent.SessionEstablished.class);
    rows.put("podspan.session.lost.v1", SessionEvent.SessionLost.class);
    rows.put("podspan.session.stalled.v1", SessionEvent.SessionStalled.class);
    rows.put("podspan.session.resumed.v1", SessionEvent.SessionResumed.class);
    rows.put("podspan.session.peer-refused.v1", SessionEvent.PeerRefused.class);
    rows.put("podspan.session.prefix-rejected.v1", SessionEvent.PrefixRejected.class);
    rows.put("podspan.session.prefix-limit-reached.v1", SessionEvent.PrefixLimitReached.class);
    rows.put("podspan.session.update-rejected.v1", SessionEvent.UpdateRejected.class);
    rows.put("podspan.session.open-refused.v1", SessionEvent.OpenRefused.class);
    rows.put("podspan.session.identifier-shared.v1", SessionEvent.IdentifierShared.class);
    rows.put("podspan.session.routes-changed.v1", SessionEvent.PeerRoutesChanged.class);
    rows.put("podspan.reflector.configured.v1", SessionEvent.ReflectorConfigured.class);
    rows.put("podspan.rib.routes-reflected.v1", RibEvent.RoutesReflected.class);
    rows.put("podspan.rib.peer-sent.v1", RibEvent.PeerRoutesSent.class);
    rows.put("podspan.node.sessions-changed.v1", RouteEvent.NodeSessionsChanged.class);
    rows.put("podspan.node.routes-changed.v1", RouteEvent.NodeRoutesChanged.class);
    rows.put("podspan.route.missing.v1", RouteEvent.RouteMissing.class);
    rows.put("podspan.route.restored.v1", RouteEvent.RouteRestored.class);
    rows.put("podspan.node.read.v1", RouteEvent.NodeRead.class);
    rows.put("podspan.probe.reachability-changed.v1", ProbeEvent.ReachabilityChanged.class);
    rows.put("podspan.probe.round.v1", ProbeEvent.ProbeRound.class);
    rows.put("podspan.probe.source-measured.v1", ProbeEvent.SourceMeasured.class);
    return rows;
  }

  /** All rows in the order of the table. */
  public static Map<String, Class<? extends Event>> all() {
    return Collections.unmodifiableMap(BY_NAME);
  }

  public static String nameOf(Class<? extends Event> type) {
    String name = BY_CLASS.get(type);
    if (name == null) {
      throw new IllegalArgumentException(type + " has no row in EventTypes");
    }
    return name;
  }

  public static Optional<Class<? extends Event>> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }
}
