package io.podspan.peeringservice.peering.intent;

import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.intent.Condition.Status;
import io.podspan.peeringservice.peering.intent.Condition.Type;
import io.podspan.peeringservice.peering.rollout.Direction;
import io.podspan.peeringservice.peering.rollout.Rollout;
import io.podspan.peeringservice.peering.rollout.RolloutState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is known of an interconnect, as conditions. Pure. */
public final class Conditions {
  private final Known known;
  private final List<Cluster> clusters;
  private final Interconnect interconnect;

  private Conditions(Known known) {
    this.known = known;
    this.clusters = known.clusters();
    this.interconnect = known.interconnect();
  }

  /**
   * All that counts.
   *
   * @param clusters its clusters
   * @param rollouts its rollouts, newest first
   * @param reflectorsBehind names of its reflectors that have not taken its revision over
   * @param sessions whether a reflector has a session with an address
   * @param routes per cluster/node what its kernel lacks
   * @param pairs per from/to cluster what the probes say
   */
  public record Known(
      Interconnect interconnect,
      List<Cluster> clusters,
      List<Rollout> rollouts,
      List<String> reflectorsBehind,
      Map<SessionKey, Boolean> sessions,
      Map<String, NodeRoutes> routes,
      Map<String, PairReach> pairs) {}

  public record SessionKey(String reflector, String address) {}

  /**
   * @param expected how many routes to other clusters' pods the collector looked for
   */
  public record NodeRoutes(int expected, int missing) {}

  /**
   * @param state REACHABLE, PARTIAL, UNREACHABLE or UNKNOWN
   * @param why for people
   */
  public record PairReach(String state, String why) {}

  /**
   * The conditions now.
   *
   * @param before the former ones; where a status is the same, its time stays
   */
  public static List<Condition> of(Known known, List<Condition> before, Instant now) {
    Conditions conditions = new Conditions(known);
    List<Condition> all = new ArrayList<>();
    all.add(conditions.planned(now));
    all.add(conditions.configured(now));
    all.add(conditions.peered(now));
    all.add(conditions.routesInstalled(now));
    all.add(conditions.reachable(now));
    all.add(conditions.ready(all, now));
    all.replaceAll(c -> since(c, before));
    return List.copyOf(all);
  }

  private static Condition since(Condition condition, List<Condition> before) {
    return before.stream()
        .filter(b -> b.type() == condition.type() && b.status() == condition.status())
        .findFirst()
        .map(
            b ->
                new Condition(
                    condition.type(),
                    condition.status(),
                    condition.reason(),
                    condition.message(),
                    b.since()))
        .orElse(condition);
  }

  private Condition planned(Instant now) {
    return new Condition(
        Type.PLANNED,
        Status.TRUE,
        "PreflightPassed",
        "Preflight passed; " + clusters.size() + " clusters have a plan.",
        now);
  }

  private Condition configured(Instant now) {
    if (!known.reflectorsBehind().isEmpty()) {
      String names = String.join(", ", known.reflectorsBehind());
      return notYet(
          Type.CONFIGURED, "ReflectorBehind", "Waiting for reflector " + names + ".", now);
    }
    Direction wanted = interconnect.withdrawing() ? Direction.LEAVE : Direction.JOIN;
    List<String> open = new ArrayList<>();
    for (Cluster cluster : clusters) {
      Optional<Rollout> last = Interconnects.last(known.rollouts(), cluster.name());
      if (last.filter(Rollout::stopped).isPresent()) {
        return stopped(last.get(), now);
      }
      if (last.filter(r -> r.direction() == wanted && completed(r)).isEmpty()) {
        open.add(cluster.name());
      }
    }
    return open.isEmpty()
        ? new Condition(
            Type.CONFIGURED, Status.TRUE, "RolledOut", "All clusters are rolled out.", now)
        : notYet(
            Type.CONFIGURED, "RollingOut", "Rolling out " + String.join(", ", open) + ".", now);
  }

  private static boolean completed(Rollout rollout) {
    return rollout.state() instanceof RolloutState.Completed;
  }

  private static Condition stopped(Rollout rollout, Instant now) {
    String reason = rollout.failure() == null ? "no reason is kept" : rollout.failure().reason();
    String node =
        rollout.failure() == null || rollout.failure().node() == null
            ? ""
            : " at node " + rollout.failure().node();
    return new Condition(
        Type.CONFIGURED,
        Status.FALSE,
        rollout.state() instanceof RolloutState.RolledBack ? "RolledBack" : "RolloutFailed",
        "The rollout of " + rollout.cluster() + " stopped" + node + ": " + reason,
        now);
  }

  private Condition peered(Instant now) {
    int wanted = 0;
    List<String> missing = new ArrayList<>();
    for (Cluster cluster : clusters) {
      for (Node node : cluster.nodes()) {
        for (Reflector reflector : interconnect.reflectors()) {
          wanted++;
          SessionKey key = new SessionKey(reflector.name(), node.address());
          if (!known.sessions().getOrDefault(key, false)) {
            missing.add(cluster.name() + "/" + node.name() + " with " + reflector.name());
          }
        }
      }
    }
    return missing.isEmpty()
        ? new Condition(
            Type.PEERED, Status.TRUE, "AllEstablished", "All " + wanted + " sessions are up.", now)
        : notYet(
            Type.PEERED,
            "SessionsMissing",
            wanted
                - missing.size()
                + " of "
                + wanted
                + " sessions are up; missing: "
                + some(missing)
                + ".",
            now);
  }

  private Condition routesInstalled(Instant now) {
    List<String> lacking = new ArrayList<>();
    List<String> unread = new ArrayList<>();
    for (Cluster cluster : clusters) {
      int expected = expectedRoutes(cluster);
      for (Node node : cluster.nodes()) {
        String key = cluster.name() + "/" + node.name();
        NodeRoutes routes = known.routes().get(key);
        if (routes == null || routes.expected() < expected) {
          unread.add(key);
        } else if (routes.missing() > 0) {
          lacking.add(key + " lacks " + routes.missing() + " of " + routes.expected());
        }
      }
    }
    if (!lacking.isEmpty()) {
      return notYet(Type.ROUTES_INSTALLED, "RoutesMissing", some(lacking) + ".", now);
    }
    if (!unread.isEmpty()) {
      return new Condition(
          Type.ROUTES_INSTALLED,
          Status.UNKNOWN,
          "NotReadYet",
          "The routes of " + some(unread) + " were not read since the declaration.",
          now);
    }
    return new Condition(
        Type.ROUTES_INSTALLED,
        Status.TRUE,
        "AllInstalled",
        "Every node has the routes to the other clusters.",
        now);
  }

  private int expectedRoutes(Cluster cluster) {
    return clusters.stream()
        .filter(c -> !c.name().equals(cluster.name()))
        .flatMap(c -> c.nodes().stream())
        .mapToInt(n -> n.podCidrs().size())
        .sum();
  }

  private Condition reachable(Instant now) {
    List<String> failing = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (Cluster from : clusters) {
      for (Cluster to : clusters) {
        if (!from.name().equals(to.name())) {
          String pair = from.name() + "/" + to.name();
          PairReach reach = known.pairs().getOrDefault(pair, new PairReach("UNKNOWN", ""));
          switch (reach.state()) {
            case "REACHABLE" -> {}
            case "UNKNOWN" -> unknown.add(pair);
            default -> failing.add(pair + ": " + reach.why());
          }
        }
      }
    }
    if (!failing.isEmpty()) {
      return notYet(Type.REACHABLE, "PodsUnreachable", some(failing) + ".", now);
    }
    return unknown.isEmpty()
        ? new Condition(
            Type.REACHABLE, Status.TRUE, "AllReachable", "Pods of all pairs answer.", now)
        : new Condition(
            Type.REACHABLE,
            Status.UNKNOWN,
            "NotProbedYet",
            "Not probed yet: " + some(unknown) + ".",
            now);
  }

  private Condition ready(List<Condition> others, Instant now) {
    if (interconnect.withdrawing()) {
      return notYet(Type.READY, "Withdrawing", "The interconnect is being withdrawn.", now);
    }
    return others.stream()
        .filter(c -> c.status() != Status.TRUE)
        .findFirst()
        .map(c -> notYet(Type.READY, "Not" + c.type().text(), c.message(), now))
        .orElseGet(
            () ->
                new Condition(Type.READY, Status.TRUE, "AllTrue", "The clusters are joined.", now));
  }

  private static Condition notYet(Type type, String reason, String message, Instant now) {
    return new Condition(type, Status.FALSE, reason, message, now);
  }

  private static String some(List<String> all) {
    int shown = Math.min(3, all.size());
    String text = String.join("; ", all.subList(0, shown));
    return all.size() > shown ? text + " and " + (all.size() - shown) + " more" : text;
  }
}
