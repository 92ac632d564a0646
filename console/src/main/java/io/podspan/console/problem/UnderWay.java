package io.podspan.console.problem;

import io.podspan.console.journal.Fact;
import io.podspan.console.journal.Projection;
import io.podspan.events.ClusterState;
import io.podspan.events.IntentEvent;
import io.podspan.events.InterconnectState;
import io.podspan.events.NodeState;
import io.podspan.events.RolloutEvent;
import io.podspan.events.RolloutEvent.RolloutPlanned;
import io.podspan.events.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is being changed now. Nodes of which nothing is expected meanwhile: a rollout has not
 * verified them, their cluster is on its way out, or they are left out by Kubernetes.
 */
final class UnderWay {
  /** From a declaration to the first event of its rollouts. */
  private static final Duration BEGINNING = Duration.ofMinutes(2);

  /** From a node that joins, or takes part again, to its first routes and pings. */
  private static final Duration NEWCOMER = Duration.ofMinutes(1);

  private final Set<NodeName> excused = new HashSet<>();
  private final List<Symptom.RolloutStopped> stopped = new ArrayList<>();
  private final List<String> sentences = new ArrayList<>();
  private final Set<String> busy = new HashSet<>();

  private UnderWay() {}

  static UnderWay of(Projection projection, Instant now) {
    UnderWay underWay = new UnderWay();
    World world = projection.world();
    for (ClusterState cluster : world.clusters().values()) {
      underWay.leaveOut(projection, cluster, now);
    }
    Map<String, List<Fact>> last = lastRollouts(projection);
    for (InterconnectState interconnect : world.interconnects().values()) {
      for (String name : interconnect.clusters()) {
        @Nullable ClusterState cluster = world.clusters().get(name);
        if (cluster != null) {
          List<Fact> rollout = last.get(interconnect.name() + "/" + name);
          if (rollout != null) {
            underWay.follow(rollout, interconnect, cluster);
          } else if (begins(projection, interconnect, now)) {
            underWay.excuse(cluster, interconnect, "a rollout is about to begin");
          }
          if (interconnect.leaving() != null && interconnect.leaving().contains(name)) {
            underWay.excuse(cluster, interconnect, "the cluster is on its way out");
          }
        }
      }
    }
    return underWay;
  }

  /** Also those that the intent has not known as they are for long. */
  private void leaveOut(Projection projection, ClusterState cluster, Instant now) {
    for (NodeState node : cluster.nodes()) {
      NodeName name = new NodeName(cluster.name(), node.name());
      boolean young =
          projection
              .fact(Projection.NODES + name)
              .filter(fact -> fact.time().plus(NEWCOMER).isAfter(now))
              .isPresent();
      if (young || !node.takesPart()) {
        excused.add(name);
      }
    }
  }

  /** The facts of the last rollout of each interconnect and cluster, in their order. */
  private static Map<String, List<Fact>> lastRollouts(Projection projection) {
    Map<String, List<Fact>> rollouts = new LinkedHashMap<>();
    projection
        .facts(Projection.ROLLOUTS)
        .map(Map.Entry::getValue)
        .sorted(Comparator.comparingLong(Fact::sequence))
        .forEach(
            fact ->
                rollouts
                    .computeIfAbsent(
                        ((RolloutEvent) fact.event()).rollout().id(), _ -> new ArrayList<>())
                    .add(fact));
    Map<String, List<Fact>> last = new TreeMap<>();
    for (List<Fact> facts : rollouts.values()) {
      var identity = ((RolloutEvent) facts.getLast().event()).rollout();
      last.merge(
          identity.interconnect() + "/" + identity.cluster(),
          facts,
          (a, b) -> a.getLast().sequence() > b.getLast().sequence() ? a : b);
    }
    return last;
  }

  /** A declaration or a change is young, and its conditions do not say that all is rolled out. */
  private static boolean begins(
      Projection projection, InterconnectState interconnect, Instant now) {
    boolean young =
        projection
            .fact(Projection.INTERCONNECTS + interconnect.name())
            .filter(fact -> fact.time().plus(BEGINNING).isAfter(now))
            .isPresent();
    return young
        && projection
            .fact(Projection.CONDITIONS + interconnect.name())
            .map(fact -> (IntentEvent.InterconnectConditionsChanged) fact.event())
            .filter(
                told ->
                    told.conditions().stream()
                        .anyMatch(c -> c.type().equals("Configured") && c.status().equals("True")))
            .isEmpty();
  }

  private void follow(List<Fact> rollout, InterconnectState interconnect, ClusterState cluster) {
    Fact last = rollout.getLast();
    switch ((RolloutEvent) last.event()) {
      case RolloutPlanned _,
          RolloutEvent.RolloutStarted _,
          RolloutEvent.NodeRestarting _,
          RolloutEvent.NodeVerified _,
          RolloutEvent.RolloutSteered _ -> {
        excuseUnverified(rollout, cluster);
        say(interconnect, cluster, "a rollout is under way");
      }
      case RolloutEvent.RolloutPaused paused -> {
        excuseUnjoined(rollout, cluster);
        stop(paused, paused.node(), true, paused.reason(), paused.nextStep(), last.time());
      }
      case RolloutEvent.RolloutFailed failed -> {
        excuseUnjoined(rollout, cluster);
        stop(failed, failed.node(), false, failed.reason(), failed.nextStep(), last.time());
      }
      case RolloutEvent.RolledBack back -> {
        excuseUnjoined(
            rollout.stream()
                .filter(f -> !(f.event() instanceof RolloutEvent.NodeVerified))
                .toList(),
            cluster);
        stop(
            back,
            null,
            false,
            "it was rolled back: " + back.reason(),
            nextStep(rollout),
            last.time());
      }
      case RolloutEvent.RolloutCompleted _,
          RolloutEvent.DriftFound _,
          RolloutEvent.DriftHealed _,
          RolloutEvent.DriftEnded _,
          RolloutEvent.RemainsLeft _ -> {
        // It has ended: what it made is judged as it is.
      }
    }
  }

  private static String nextStep(List<Fact> rollout) {
    return rollout.stream()
        .map(Fact::event)
        .filter(RolloutEvent.RolloutFailed.class::isInstance)
        .map(event -> ((RolloutEvent.RolloutFailed) event).nextStep())
        .reduce("", (_, b) -> b);
  }

  private void stop(
      RolloutEvent event,
      @Nullable String node,
      boolean paused,
      String why,
      String nextStep,
      Instant since) {
    String cluster = event.rollout().cluster();
    stopped.add(
        new Symptom.RolloutStopped(
            event.rollout().interconnect(),
            cluster,
            node == null ? null : new NodeName(cluster, node),
            paused,
            why,
            nextStep,
            since));
  }

  /** The nodes that it has not come to, and those that it takes out. */
  private void excuseUnverified(List<Fact> rollout, ClusterState cluster) {
    @Nullable RolloutPlanned planned = planned(rollout);
    Set<String> verified = new HashSet<>();
    if (planned == null || planned.direction() != RolloutEvent.Direction.LEAVE) {
      for (Fact fact : rollout) {
        if (fact.event() instanceof RolloutEvent.NodeVerified step) {
          verified.add(step.node());
        } else if (fact.event() instanceof RolloutEvent.NodeRestarting step) {
          verified.remove(step.node());
        }
      }
    }
    Set<String> nodes = planned == null ? Set.of() : new HashSet<>(planned.nodes());
    cluster.nodes().stream()
        .map(NodeState::name)
        .filter(node -> planned == null || nodes.contains(node))
        .filter(node -> !verified.contains(node))
        .forEach(node -> excused.add(new NodeName(cluster.name(), node)));
  }

  /** What a rollout that has stopped has not added. What was there before is judged. */
  private void excuseUnjoined(List<Fact> rollout, ClusterState cluster) {
    @Nullable RolloutPlanned planned = planned(rollout);
    if (planned != null && planned.direction() != RolloutEvent.Direction.CHANGE) {
      excuseUnverified(rollout, cluster);
    }
  }

  private static @Nullable RolloutPlanned planned(List<Fact> rollout) {
    return rollout.stream()
        .map(Fact::event)
        .filter(RolloutPlanned.class::isInstance)
        .map(RolloutPlanned.class::cast)
        .findFirst()
        .orElse(null);
  }

  private void excuse(ClusterState cluster, InterconnectState interconnect, String why) {
    excuseAll(cluster);
    say(interconnect, cluster, why);
  }

  private void excuseAll(ClusterState cluster) {
    cluster.nodes().forEach(node -> excused.add(new NodeName(cluster.name(), node.name())));
  }

  private void say(InterconnectState interconnect, ClusterState cluster, String why) {
    busy.add(interconnect.name());
    sentences.add(interconnect.name() + " on " + cluster.name() + ": " + why);
  }

  /** Whether nothing is expected of this node now. */
  boolean excuses(NodeName node) {
    return excused.contains(node);
  }

  /** Whether rollouts of this interconnect go on, so that its conditions are not the last word. */
  boolean busy(String interconnect) {
    return busy.contains(interconnect);
  }

  /** The rollouts that wait for a person. */
  List<Symptom.RolloutStopped> stopped() {
    return List.copyOf(stopped);
  }

  /** What goes on, one clause for each cluster of an interconnect. */
  List<String> sentences() {
    return List.copyOf(sentences);
  }
}
