package io.podspan.peeringservice.peering.rollout;

import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.rollout.NodeStep.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds what is reported of a node against what a rollout wants. Pure.
 *
 * <p>What was heard before the restart does not count. That is decided by the order in which we
 * heard it, never by the clocks of other machines. Only what was heard since the node's turn began
 * explains a failure: an older report is about a session long past.
 *
 * <p>Sessions come first, then routes ({@link RouteGates}), then what pods reach ({@link
 * ProbeGates}).
 */
public final class Gates {
  private final Rollout rollout;
  private final Evidence evidence;

  public Gates(Rollout rollout, Evidence evidence) {
    this.rollout = rollout;
    this.evidence = evidence;
  }

  /**
   * The gates of one node.
   *
   * @param step the node's
   * @param turn since when its router has the change, and what it had before
   */
  public Observed.Gates of(NodeStep step, NodeTurn.Gating turn) {
    return switch (rollout.direction()) {
      case JOIN, CHANGE -> joined(step, turn);
      case LEAVE -> left(step, turn);
    };
  }

  private Observed.Gates joined(NodeStep step, NodeTurn.Gating turn) {
    @Nullable Instant restartedAt = turn.restartedAt();
    boolean routerSaid = evidence.router().filter(r -> agrees(r, restartedAt)).isPresent();
    String where = routerSaid ? "at both ends" : "at the reflector";
    List<String> passed = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (Reflector reflector : rollout.reflectors()) {
      Optional<PeerSession> session = session(reflector, step.address());
      if (session.filter(s -> s.established() && isSince(s, restartedAt)).isPresent()) {
        passed.add("session with " + quoted(reflector) + " Established " + where);
      } else {
        missing.add(
            "no session of "
                + step.address()
                + " with "
                + quoted(reflector)
                + " came up"
                + session.map(s -> lastReport(s, step)).orElse("")
                + aboutKey(reflector));
      }
    }
    if (!missing.isEmpty()) {
      return new Observed.Gates(
          passed, missing, List.of(), null, routerSaid, Observed.Probed.NONE, lost());
    }
    RouteGates.Result routes =
        RouteGates.joined(
            step, rollout.reflectors(), evidence, turn.before(), restartedAt, lookedSince(turn));
    passed.addAll(routes.passed());
    passed.addAll(ended(step));
    return new Observed.Gates(
        passed,
        List.of(),
        routes.missing(),
        routes.unread(),
        routerSaid,
        probed(step, turn),
        lost());
  }

  /** For people: a reflector that is given up may be away, and say nothing more. */
  private List<String> ended(NodeStep step) {
    return rollout.turnover().givenUp().stream()
        .filter(r -> rollout.reflectors().stream().noneMatch(r::isSame))
        .filter(r -> session(r, step.address()).filter(s -> !s.established()).isPresent())
        .map(r -> "no session with " + quoted(r))
        .toList();
  }

  /**
   * A look counts from when the router runs and its sessions are up. Also where nothing restarted
   * now: what was seen before is what the routes are compared with.
   */
  private Instant lookedSince(NodeTurn.Gating turn) {
    String address = rollout.step(turn.node()).address();
    return rollout.reflectors().stream()
        .flatMap(r -> session(r, address).stream())
        .filter(PeerSession::established)
        .map(PeerSession::receivedAt)
        .filter(up -> up.isAfter(turn.since()))
        .max(Comparator.naturalOrder())
        .orElse(turn.since());
  }

  /** A kernel drops what has another signature, and tells nobody. */
  private static String aboutKey(Reflector reflector) {
    return !reflector.keyed()
        ? ""
        : "; it has the key in "
            + (reflector.authSecretRef() == null
                ? reflector.keyFile()
                : "the Secret " + reflector.authSecretRef() + " of the cluster's operator")
            + ", and a router with another one, or none, gets no answer";
  }

  private static String lastReport(PeerSession session, NodeStep step) {
    return !session.established() && isDuring(step, session)
        ? ", the last one was lost: " + session.detail()
        : "";
  }

  private static boolean isDuring(NodeStep step, PeerSession session) {
    return step.startedAt() != null && !session.receivedAt().isBefore(step.startedAt());
  }

  private static boolean isSince(PeerSession session, @Nullable Instant restartedAt) {
    return restartedAt == null || !session.receivedAt().isBefore(restartedAt);
  }

  private boolean agrees(RouterSessions router, @Nullable Instant restartedAt) {
    return (restartedAt == null || !router.receivedAt().isBefore(restartedAt))
        && rollout.reflectors().stream()
            .allMatch(r -> "Established".equals(router.states().get(r.address())));
  }

  private Observed.Gates left(NodeStep step, NodeTurn.Gating turn) {
    List<String> passed = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (Reflector reflector : rollout.reflectors()) {
      if (session(reflector, step.address()).filter(PeerSession::established).isPresent()) {
        missing.add(quoted(reflector) + " still has a session with " + step.address());
      } else {
        passed.add("no session with " + quoted(reflector));
      }
    }
    RouteGates.Result routes = RouteGates.left(step, evidence, turn.before(), turn.since());
    passed.addAll(routes.passed());
    return new Observed.Gates(
        passed, missing, routes.missing(), routes.unread(), false, probed(step, turn), List.of());
  }

  private Observed.Probed probed(NodeStep step, NodeTurn.Gating turn) {
    boolean first =
        !rollout.onlyLate()
            && rollout.steps().stream().noneMatch(s -> s.status() == Status.VERIFIED);
    return ProbeGates.of(
        rollout.cluster() + "/" + step.node(),
        evidence.probes(),
        turn.before(),
        turn.since(),
        first || rollout.direction() == Direction.LEAVE);
  }

  private List<Observed.Lost> lost() {
    List<Observed.Lost> lost = new ArrayList<>();
    for (NodeStep step : rollout.steps()) {
      if (step.status() == Status.VERIFIED) {
        for (Reflector reflector : rollout.reflectors()) {
          session(reflector, step.address())
              .filter(s -> !s.established() && isDuring(step, s))
              .ifPresent(s -> lost.add(lost(step, reflector, s)));
        }
      }
    }
    return lost;
  }

  private static Observed.Lost lost(NodeStep step, Reflector reflector, PeerSession session) {
    return new Observed.Lost(
        step.node(),
        "The node "
            + step.node()
            + " was verified, and then lost its session with "
            + quoted(reflector)
            + ": "
            + session.detail()
            + ".",
        session.receivedAt());
  }

  /** A reflector may be named "reflector", so its name stands in quotes. */
  static String quoted(Reflector reflector) {
    return "reflector '" + reflector.name() + "'";
  }

  private Optional<PeerSession> session(Reflector reflector, String address) {
    return evidence.sessions().stream()
        .filter(s -> s.reflector().equals(reflector.name()) && s.address().equals(address))
        .findFirst();
  }
}
