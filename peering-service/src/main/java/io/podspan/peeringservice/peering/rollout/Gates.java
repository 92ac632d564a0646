package io.podspan.peeringservice.peering.rollout;

import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.rollout.NodeStep.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds what is reported of a node's sessions against what a rollout wants. Pure.
 *
 * <p>Only what was heard since the node's turn began explains a failure: an older report is about a
 * session long past.
 */
public final class Gates {
  private final Rollout rollout;
  private final List<PeerSession> sessions;

  /**
   * @param sessions what the reflectors report of all nodes of the rollout
   */
  public Gates(Rollout rollout, List<PeerSession> sessions) {
    this.rollout = rollout;
    this.sessions = List.copyOf(sessions);
  }

  /**
   * @param step the node's
   * @param router what the node's own router last reported
   * @param restartedAt what was reported before does not count; null when nothing restarted
   */
  public Observed.Gates of(
      NodeStep step, Optional<RouterSessions> router, @Nullable Instant restartedAt) {
    return switch (rollout.direction()) {
      case JOIN -> joined(step, router, restartedAt);
      case LEAVE -> left(step.address());
    };
  }

  private Observed.Gates joined(
      NodeStep step, Optional<RouterSessions> router, @Nullable Instant restartedAt) {
    boolean routerSaid = router.filter(r -> agrees(r, restartedAt)).isPresent();
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
                + session.map(s -> lastReport(s, step)).orElse(""));
      }
    }
    return new Observed.Gates(passed, missing, routerSaid, lost());
  }

  private static String lastReport(PeerSession session, NodeStep step) {
    return !session.established() && isDuring(step, session)
        ? ", the last one was lost: " + session.detail()
        : "";
  }

  private static boolean isDuring(NodeStep step, PeerSession session) {
    return step.startedAt() != null && !session.receivedAt().isBefore(step.startedAt());
  }

  /** Clocks of two hosts differ a little; what came before the restart was also heard before it. */
  private boolean isSince(PeerSession session, @Nullable Instant restartedAt) {
    return restartedAt == null
        || (!session.receivedAt().isBefore(restartedAt)
            && !session.at().isBefore(restartedAt.minus(rollout.policy().clockTolerance())));
  }

  private boolean agrees(RouterSessions router, @Nullable Instant restartedAt) {
    return (restartedAt == null || !router.receivedAt().isBefore(restartedAt))
        && rollout.reflectors().stream()
            .allMatch(r -> "Established".equals(router.states().get(r.address())));
  }

  private Observed.Gates left(String address) {
    List<String> passed = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (Reflector reflector : rollout.reflectors()) {
      if (session(reflector, address).filter(PeerSession::established).isPresent()) {
        missing.add(quoted(reflector) + " still has a session with " + address);
      } else {
        passed.add("no session with " + quoted(reflector));
      }
    }
    return new Observed.Gates(passed, missing, false, List.of());
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
            + ".");
  }

  /** A reflector may be named "reflector", so its name stands in quotes. */
  private static String quoted(Reflector reflector) {
    return "reflector '" + reflector.name() + "'";
  }

  private Optional<PeerSession> session(Reflector reflector, String address) {
    return sessions.stream()
        .filter(s -> s.reflector().equals(reflector.name()) && s.address().equals(address))
        .findFirst();
  }
}
