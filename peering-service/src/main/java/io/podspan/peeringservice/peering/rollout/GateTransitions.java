package io.podspan.peeringservice.peering.rollout;

import io.podspan.peeringservice.peering.rollout.NodeTurn.Gating;
import io.podspan.peeringservice.peering.rollout.Observed.Gates;
import io.podspan.peeringservice.peering.rollout.Observed.Lost;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the gates of one node lead: sessions, then routes, then probes. Each has a time limit of
 * its own, which begins when the one before it has passed. One that had passed and breaks gets its
 * time again, because a reflector that restarts is no fault of the node; but not for ever. So does
 * one that nobody looked at, because the service was away. Pure.
 */
final class GateTransitions {
  private static final String SESSION_STEP =
      "Check that the node reaches the reflector's address and port, and what its router and the"
          + " reflector's /api/v1/peers say; then retry.";
  private static final String ROUTE_STEP =
      "Look at the first place that the reason names: the node's router, the reflector's"
          + " /api/v1/peers, or the node's page at route-collector; then retry.";
  private static final String UNREAD_STEP =
      "Check that route-collector runs and may exec in the router's pods, then retry. With"
          + " podspan.rollout.unread-routes=go-on, nodes that cannot be read do not stop a rollout.";
  private static final String PROBE_STEP =
      "Sessions and routes are there, so look at what drops packets: network policies, firewalls"
          + " between the nodes, MTU; then retry.";

  private final Rollout rollout;
  private final NodeStep step;
  private final Gating turn;
  private final Moment at;
  private final Instant now;

  GateTransitions(Rollout rollout, NodeStep step, Gating turn, Moment at) {
    this.rollout = rollout;
    this.step = step;
    this.turn = turn;
    this.at = at;
    this.now = at.now();
  }

  Turn after(Gates gates) {
    if (!gates.lost().isEmpty()) {
      return lost(gates.lost().getFirst());
    }
    return switch (rollout.direction()) {
      case JOIN, CHANGE -> joined(gates);
      case LEAVE -> left(gates);
    };
  }

  /** A session of a node that was verified may come back, in the time that a new one has. */
  private Turn lost(Lost lost) {
    Instant until = at.limitFrom(lost.since()).plus(rollout.policy().gateTimeout());
    if (now.isBefore(until)) {
      return Turn.waits(
          rollout, new Wait(step.node(), Wait.Gate.SESSIONS, lost.detail(), now, until));
    }
    String nextStep = "Look at the router of the node " + lost.node() + ", then retry.";
    Failure failure =
        new Failure(lost.node(), Wait.Gate.SESSIONS, lost.detail(), nextStep, List.of());
    return RolloutCourse.failed(rollout, failure, now);
  }

  private Turn joined(Gates gates) {
    if (!gates.missing().isEmpty()) {
      Gating unpeered = turn.unpeered(now);
      return new Limit(Wait.Gate.SESSIONS, unpeered.limitFrom(null), rollout.policy().gateTimeout())
          .missing(gates.missing(), unpeered, SESSION_STEP);
    }
    Gating peered = turn.peered(now);
    Instant deadline =
        at.limitFrom(since(peered.peeredAt())).plus(rollout.policy().routerGateTimeout());
    if (!gates.routerSaid() && now.isBefore(deadline)) {
      String what = "The node's own router has not told of its sessions.";
      return Turn.waits(
          rollout.at(peered), new Wait(step.node(), Wait.Gate.SESSIONS, what, now, deadline));
    }
    return routed(gates, peered);
  }

  /**
   * A leave goes on after a while: a session that does not end costs no route, and a reflector that
   * is away cannot report its end. It does not go on while routes that are to stay are lost.
   */
  private Turn left(Gates gates) {
    Limit limit = new Limit(Wait.Gate.SESSIONS, turn.since(), rollout.policy().leaveTimeout());
    return gates.missing().isEmpty() || limit.expired()
        ? routed(gates, turn.peered(now))
        : limit.waits(String.join("; ", gates.missing()), turn);
  }

  private Turn routed(Gates gates, Gating peered) {
    if (!gates.unrouted().isEmpty()) {
      Gating unrouted = peered.unrouted(now);
      return routes(unrouted, rollout.policy().routeTimeout())
          .missing(gates.unrouted(), unrouted, ROUTE_STEP);
    }
    Limit limit = routes(peered, rollout.policy().routeTimeout());
    @Nullable String unread = gates.unread();
    if (unread == null) {
      return probed(gates.probed(), gates.passed(), peered.routed(now));
    }
    return switch (rollout.policy().unreadRoutes()) {
      case STOP ->
          limit.expired()
              ? limit.failed(List.of("its routes could not be checked: " + unread), UNREAD_STEP)
              : limit.waits(unread, peered);
      case GO_ON -> unread(gates, unread, peered);
    };
  }

  private Limit routes(Gating peered, Duration timeout) {
    return new Limit(Wait.Gate.ROUTES, peered.limitFrom(peered.peeredAt()), timeout);
  }

  private Turn unread(Gates gates, String unread, Gating peered) {
    Limit limit = routes(peered, RolloutPolicy.UNREAD_PATIENCE);
    return limit.expired()
        ? probed(
            gates.probed(),
            with(gates.passed(), "its routes were not checked: " + unread),
            peered.routed(now))
        : limit.waits(unread, peered);
  }

  /** What no round measures in time is told, and stops nothing. */
  private Turn probed(Observed.Probed probes, List<String> passed, Gating routed) {
    Limit limit =
        new Limit(Wait.Gate.PROBES, since(routed.routedAt()), rollout.policy().probeTimeout());
    if (!probes.missing().isEmpty()) {
      return limit.missing(probes.missing(), routed, PROBE_STEP);
    }
    List<String> all = new ArrayList<>(passed);
    all.addAll(probes.passed());
    if (probes.pending().isEmpty()) {
      return verified(all);
    }
    String pending = String.join(", ", RouteGates.some(probes.pending()));
    return limit.expired()
        ? verified(with(all, "probes did not measure since the change: " + pending))
        : limit.waits("No round of probes has measured since the change: " + pending, routed);
  }

  private Instant since(@Nullable Instant passed) {
    return passed == null ? now : passed;
  }

  private Turn verified(List<String> passed) {
    List<String> gates = new ArrayList<>(step.gates());
    gates.addAll(passed);
    NodeStep verified = step.verified(gates, now);
    long took = verified.tookMillis() == null ? 0 : verified.tookMillis();
    int number = rollout.number(step.node());
    Progress progress = Progress.of(rollout.with(verified), now);
    RolloutFact fact = new RolloutFact.NodeVerified(step.node(), number, gates, took, progress);
    return RolloutCourse.done(rollout, verified, List.of(fact), now);
  }

  private static List<String> with(List<String> passed, String last) {
    List<String> all = new ArrayList<>(passed);
    all.add(last);
    return all;
  }

  /** How long one gate is waited for. */
  private final class Limit {
    private final Wait.Gate gate;
    private final Duration timeout;
    private final Instant until;

    Limit(Wait.Gate gate, Instant since, Duration timeout) {
      this.gate = gate;
      this.timeout = timeout;
      this.until = at.limitFrom(since).plus(timeout);
    }

    boolean expired() {
      return !now.isBefore(until);
    }

    Turn missing(List<String> missing, Gating waiting, String nextStep) {
      if (waiting.flaps()) {
        String often = "it had passed, and broke " + waiting.breaks() + " times";
        return failed(with(missing, often), nextStep);
      }
      return expired() ? failed(missing, nextStep) : waits(String.join("; ", missing), waiting);
    }

    Turn waits(String what, Gating waiting) {
      return Turn.waits(rollout.at(waiting), new Wait(step.node(), gate, what, now, until));
    }

    Turn failed(List<String> missing, String nextStep) {
      String reason =
          step.node()
              + ": "
              + String.join("; ", missing)
              + ". The gate waited "
              + timeout.toSeconds()
              + " s.";
      Failure failure = new Failure(step.node(), gate, reason, nextStep, missing);
      return RolloutCourse.failed(rollout, failure, now);
    }
  }
}
