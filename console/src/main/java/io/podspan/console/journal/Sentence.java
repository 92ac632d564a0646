package io.podspan.console.journal;

import io.podspan.events.ClusterSpec;
import io.podspan.events.ClusterState;
import io.podspan.events.ConditionState;
import io.podspan.events.Event;
import io.podspan.events.FailedPing;
import io.podspan.events.IntentEvent;
import io.podspan.events.InterconnectState;
import io.podspan.events.NodeSession;
import io.podspan.events.NodeState;
import io.podspan.events.ProbeEvent;
import io.podspan.events.ReflectorSpec;
import io.podspan.events.ReflectorState;
import io.podspan.events.RibEvent;
import io.podspan.events.RolloutEvent;
import io.podspan.events.RolloutIdentity;
import io.podspan.events.RouteEvent;
import io.podspan.events.SessionEvent;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An event as one sentence for people, without a full stop. REST, the stream, the page and the
 * command line all show this one.
 */
public final class Sentence {
  private static final int LINES_SHOWN = 4;

  private Sentence() {}

  /**
   * The sentence of an entry. An entry that this version cannot read gives its type and subject.
   */
  public static String of(Entry entry) {
    return entry.event().map(Sentence::of).orElse(entry.type() + " about " + entry.subject());
  }

  public static String of(Event event) {
    return switch (event) {
      case IntentEvent intent -> of(intent);
      case RolloutEvent rollout -> of(rollout);
      case SessionEvent session -> SessionSentence.of(session);
      case RibEvent.RoutesReflected routes ->
          "Reflector '%s' passes on %s of %s: %d new or changed, %d withdrawn"
              .formatted(
                  routes.reflector(),
                  Words.counted(routes.total(), "route"),
                  routes.cluster(),
                  routes.announced().size(),
                  routes.withdrawn().size());
      case RibEvent.PeerRoutesSent sent -> SessionSentence.of(sent);
      case RouteEvent route -> of(route);
      case ProbeEvent probe -> of(probe);
    };
  }

  private static String of(IntentEvent event) {
    return switch (event) {
      case IntentEvent.ClusterRegistered(var cluster) ->
          "Cluster %s is registered: %s".formatted(cluster.name(), described(cluster));
      case IntentEvent.ClusterChanged(var cluster) ->
          "Cluster %s has changed: %s".formatted(cluster.name(), described(cluster));
      case IntentEvent.ClusterRegisteredV1(var cluster) ->
          "Cluster %s is registered: %s".formatted(cluster.name(), described(cluster));
      case IntentEvent.ClusterChangedV1(var cluster) ->
          "Cluster %s has changed: %s".formatted(cluster.name(), described(cluster));
      case IntentEvent.NodeJoined(var cluster, var node) ->
          "Node %s has joined cluster %s: %s".formatted(node.name(), cluster, described(node));
      case IntentEvent.NodeChanged(var cluster, var node) ->
          "Node %s of cluster %s has changed: %s".formatted(node.name(), cluster, described(node));
      case IntentEvent.NodeLeft(var cluster, var node) ->
          "Node %s has left cluster %s".formatted(node, cluster);
      case IntentEvent.ClusterRemoved(var cluster) -> "Cluster " + cluster + " is removed";
      case IntentEvent.ReflectorDeclared(var reflector) ->
          "Reflector '%s' is declared: %s".formatted(reflector.name(), described(reflector));
      case IntentEvent.ReflectorChanged(var reflector) ->
          "Reflector '%s' has changed: %s".formatted(reflector.name(), described(reflector));
      case IntentEvent.ReflectorRemoved(var reflector) ->
          "Reflector '" + reflector + "' is declared no more";
      case IntentEvent.InterconnectDeclared(var interconnect) ->
          "Interconnect %s is declared: %s".formatted(interconnect.name(), members(interconnect));
      case IntentEvent.InterconnectChanged(var interconnect) ->
          "Interconnect %s has changed: %s%s"
              .formatted(interconnect.name(), members(interconnect), leaving(interconnect));
      case IntentEvent.InterconnectWithdrawn(var interconnect) ->
          "Interconnect " + interconnect + " is withdrawn";
      case IntentEvent.InterconnectConditionsChanged changed ->
          "Interconnect " + changed.interconnect() + " " + readiness(changed.conditions());
      case IntentEvent.ReflectorConditionsChanged changed ->
          "Reflector '" + changed.reflector() + "' " + readiness(changed.conditions());
      case IntentEvent.IntentCompleted mark ->
          "The intent is whole: generation %d, %s"
              .formatted(mark.generation(), Words.counted(mark.records(), "record"));
    };
  }

  private static String described(ClusterState cluster) {
    return described(cluster.spec()) + ", " + Words.counted(cluster.nodes().size(), "node");
  }

  private static String described(ClusterSpec cluster) {
    return "%s, AS %d, pods in %s"
        .formatted(
            cluster.cni().text(),
            cluster.asn(),
            cluster.podCidrs().isEmpty()
                ? "the pod CIDRs of its nodes"
                : String.join(", ", cluster.podCidrs()));
  }

  private static String described(NodeState node) {
    String known = node.address() + ", " + pods(node);
    return node.leftOut() == null
        ? known
        : known + "; it is left out: " + withoutFullStop(node.leftOut());
  }

  private static String pods(NodeState node) {
    return node.podCidrs().isEmpty()
        ? "no pod CIDR yet"
        : "pods in " + String.join(", ", node.podCidrs());
  }

  private static String described(ReflectorSpec reflector) {
    return "%s, AS %d, %s%s"
        .formatted(
            endpoint(reflector.address(), reflector.port()),
            reflector.asn(),
            reflector.runsHere() ? "one of ours" : "runs elsewhere",
            key(reflector));
  }

  private static String key(ReflectorSpec reflector) {
    if (reflector.keyRef() != null) {
      return ", with the key in the Secret " + reflector.keyRef() + " of each cluster";
    }
    return reflector.keyFile() == null ? "" : ", with the key in " + reflector.keyFile();
  }

  private static String members(InterconnectState interconnect) {
    String reflectors =
        interconnect.reflectors().stream()
            .map(Sentence::endpoint)
            .collect(Collectors.joining(" and "));
    return "%s through %s".formatted(Words.listed(interconnect.staying()), reflectors);
  }

  private static String leaving(InterconnectState interconnect) {
    List<String> leaving = interconnect.leaving();
    if (leaving == null || leaving.isEmpty()) {
      return "";
    }
    return "; " + Words.listed(leaving) + (leaving.size() == 1 ? " leaves" : " leave");
  }

  private static String endpoint(ReflectorState reflector) {
    return "reflector '%s' at %s"
        .formatted(reflector.name(), endpoint(reflector.address(), reflector.port()));
  }

  private static String endpoint(String address, int port) {
    return (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
  }

  private static String readiness(List<ConditionState> conditions) {
    return conditions.stream()
        .filter(condition -> condition.type().equals("Ready"))
        .findFirst()
        .map(Sentence::readiness)
        .orElse("has no conditions any more");
  }

  private static String readiness(ConditionState ready) {
    String status =
        switch (ready.status()) {
          case "True" -> "is ready: ";
          case "False" -> "is not ready: ";
          default -> "may be ready or not: ";
        };
    return status + withoutFullStop(ready.message());
  }

  private static String withoutFullStop(String text) {
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }

  private static String of(RolloutEvent event) {
    RolloutIdentity rollout = event.rollout();
    String cluster = rollout.cluster();
    return switch (event) {
      case RolloutEvent.RolloutPlanned planned ->
          "%s has a plan to %s %s on %s by %s: %s"
              .formatted(
                  cluster,
                  planned.direction().name().toLowerCase(Locale.ROOT),
                  rollout.interconnect(),
                  Words.counted(planned.nodes().size(), "node"),
                  planned.driver(),
                  shortened(planned.changes()));
      case RolloutEvent.RolloutStarted _ -> "The rollout on " + cluster + " has started";
      case RolloutEvent.NodeRestarting step ->
          "%s: node %s (%d of %d) %s"
              .formatted(
                  cluster,
                  step.node(),
                  step.step(),
                  step.steps(),
                  step.pod() == null
                      ? "takes the change"
                      : "restarts its router, pod " + step.pod());
      case RolloutEvent.NodeVerified step ->
          "%s: node %s (%d of %d) passed its gates after %s: %s"
              .formatted(
                  cluster,
                  step.node(),
                  step.step(),
                  step.steps(),
                  Words.duration(step.tookMillis()),
                  String.join(", ", step.gates()));
      case RolloutEvent.RolloutPaused paused ->
          "The rollout on %s waits%s: %s; %s"
              .formatted(cluster, at(paused.node()), paused.reason(), paused.nextStep());
      case RolloutEvent.RolloutSteered(_, var verb, String why) ->
          "The rollout on %s %s%s"
              .formatted(cluster, steered(verb), why.isEmpty() ? "" : ": " + why);
      case RolloutEvent.RolloutFailed failed ->
          "The rollout on %s failed%s: %s; %s"
              .formatted(cluster, at(failed.node()), failed.reason(), failed.nextStep());
      case RolloutEvent.DriftFound drift ->
          "%s: %s is not as it was rolled out (%s)%s; %s"
              .formatted(
                  cluster,
                  drift.object(),
                  shortened(drift.difference()),
                  drift.by() == null ? "" : ", " + drift.by(),
                  withoutFullStop(drift.nextStep()));
      case RolloutEvent.DriftHealed healed ->
          "%s: %s is as it was rolled out again, a rollout has written it"
              .formatted(cluster, healed.object());
      case RolloutEvent.DriftEnded ended ->
          "%s: %s is as it was rolled out again".formatted(cluster, ended.object());
      case RolloutEvent.RemainsLeft left ->
          "%s is withdrawn by force; %s may have still: %s"
              .formatted(rollout.interconnect(), cluster, shortened(left.remains()));
      case RolloutEvent.RolledBack back ->
          "The rollout on %s was rolled back: %s".formatted(cluster, back.reason());
      case RolloutEvent.RolloutCompleted completed ->
          "The rollout on %s is complete: %s in %s%s%s"
              .formatted(
                  cluster,
                  Words.counted(
                      Objects.requireNonNullElse(completed.passed(), completed.nodes()), "node"),
                  Words.duration(completed.tookMillis()),
                  without(completed.leftOut(), "left out because they were away"),
                  without(completed.gone(), "gone from the cluster meanwhile"));
    };
  }

  private static String without(@Nullable List<String> nodes, String why) {
    return nodes == null || nodes.isEmpty() ? "" : "; " + why + ": " + shortened(nodes);
  }

  private static String steered(RolloutEvent.Verb verb) {
    return switch (verb) {
      case PAUSE -> "is to pause";
      case RESUME -> "goes on";
      case ABORT -> "is aborted";
      case ROLLBACK -> "is to be rolled back";
      case RETRY -> "is tried again";
    };
  }

  private static String at(@Nullable String node) {
    return node == null ? "" : " at node " + node;
  }

  private static String of(RouteEvent event) {
    String node = event.cluster() + "/" + event.node();
    return switch (event) {
      case RouteEvent.NodeSessionsChanged changed ->
          changed.sessions().isEmpty()
              ? node + ": its router has no sessions"
              : "%s: its router says %s"
                  .formatted(
                      node,
                      changed.sessions().stream()
                          .map(Sentence::session)
                          .collect(Collectors.joining(", ")));
      case RouteEvent.NodeRoutesChanged changed ->
          changed.expected() == 0
              ? node + ": no routes to other clusters are expected"
              : "%s: %d of %d routes to other clusters are in the kernel"
                      .formatted(
                          node,
                          changed.expected() - changed.missing() - changed.notJudged(),
                          changed.expected())
                  + (changed.unread() == null ? "" : "; " + changed.unread());
      case RouteEvent.RouteMissing missing ->
          "%s: the route to %s via %s is missing in the %s: %s"
              .formatted(
                  node,
                  missing.route().prefix(),
                  missing.route().nextHop(),
                  missing.table() == RouteEvent.Table.RIB ? "router" : "kernel",
                  missing.why());
      case RouteEvent.RouteRestored restored ->
          "%s: the route to %s via %s is there again"
              .formatted(node, restored.route().prefix(), restored.route().nextHop());
      case RouteEvent.NodeRead read ->
          read.readable()
              ? node + ": its router and kernel were read"
              : "%s: its router or kernel could not be read: %s".formatted(node, read.why());
    };
  }

  private static String session(NodeSession session) {
    return session.peerAddress() + " " + session.state();
  }

  private static String of(ProbeEvent event) {
    return switch (event) {
      case ProbeEvent.ReachabilityChanged changed ->
          "Pods of %s to pods of %s: %s, %d of %s (%s)"
              .formatted(
                  changed.from(),
                  changed.to(),
                  changed.now().name().toLowerCase(Locale.ROOT),
                  changed.reachable(),
                  Words.counted(changed.pairs(), "pair"),
                  changed.why());
      case ProbeEvent.ProbeRound round ->
          "Pings from %s to %s: %d of %s answered%s%s"
              .formatted(
                  round.from(),
                  round.to(),
                  round.reachable(),
                  Words.counted(round.pairs(), "pair"),
                  roundTrip(round.rttAverageMicros()),
                  firstFailure(round.failed()));
      case ProbeEvent.SourceMeasured measured ->
          "Pods of %s see %s of pods of %s: %s"
              .formatted(
                  measured.to(), sourceAddress(measured.now()), measured.from(), measured.why());
    };
  }

  private static String sourceAddress(ProbeEvent.SourceAddress address) {
    return switch (address) {
      case PRESERVED -> "the addresses";
      case REPLACED -> "other addresses than those";
      case UNKNOWN -> "unknown source addresses";
    };
  }

  private static String roundTrip(@Nullable Long micros) {
    return micros == null
        ? ""
        : String.format(Locale.ROOT, ", %.2f ms on average", micros / 1_000.0);
  }

  private static String firstFailure(List<FailedPing> failed) {
    if (failed.isEmpty()) {
      return "";
    }
    FailedPing first = failed.getFirst();
    return "; %s to %s did not: %s".formatted(first.fromPod(), first.toPod(), first.error());
  }

  private static String shortened(List<String> lines) {
    String shown = lines.stream().limit(LINES_SHOWN).collect(Collectors.joining("; "));
    int more = lines.size() - LINES_SHOWN;
    return more > 0 ? shown + "; and " + more + " more" : shown;
  }
}
