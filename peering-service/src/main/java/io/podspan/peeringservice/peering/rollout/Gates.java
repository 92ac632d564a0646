package io.podspan.peeringservice.peering.rollout;

import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.rollout.NodeStep.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is said of a node's sessions, held against what a rollout wants. Pure. */
public final class Gates {
  private final Rollout rollout;
  private final List<PeerSession> sessions;
  private final Duration clockTolerance;

  /**
   * @param sessions what the reflectors said of all nodes of the rollout
   */
  public Gates(Rollout rollout, List<PeerSession> sessions, Duration clockTolerance) {
    this.rollout = rollout;
    this.sessions = sessions;
    this.clockTolerance = clockTolerance;
  }

  /**
   * @param router what the node's own router was last seen to say
   * @param restartedAt what was said before does not count; null when nothing restarted
   */
  public Observed.Gates of(
      String address, Optional<RouterSessions> router, @Nullable Instant restartedAt) {
    return switch (rollout.direction()) {
      case JOIN -> joined(address, router, restartedAt);
      case LEAVE -> left(address);
    };
  }

  private Observed.Gates joined(
      String address, Optional<RouterSessions> router, @Nullable Instant restartedAt) {
    List<String> passed = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (Reflector reflector : rollout.reflectors()) {
      Optional<PeerSession> session = session(reflector, address);
      if (session.filter(s -> s.established() && isSince(s, restartedAt)).isPresent()) {
        passed.add("reflector " + reflector.name() + " says Established");
      } else {
        missing.add(
            "reflector "
                + reflector.name()
                + " has not seen a session from "
                + address
                + session
                    .filter(s -> !s.established())
                    .map(s -> " (" + s.detail() + ")")
                    .orElse(""));
      }
    }
    boolean routerSaid = router.filter(r -> says(r, restartedAt)).isPresent();
    return new Observed.Gates(passed, missing, routerSaid, lost());
  }

  /** Clocks of two hosts differ a little; what came before the restart was also heard before it. */
  private boolean isSince(PeerSession session, @Nullable Instant restartedAt) {
    return restartedAt == null
        || (!session.receivedAt().isBefore(restartedAt)
            && !session.at().isBefore(restartedAt.minus(clockTolerance)));
  }

  private boolean says(RouterSessions router, @Nullable Instant restartedAt) {
    return (restartedAt == null || !router.receivedAt().isBefore(restartedAt))
        && rollout.reflectors().stream()
            .allMatch(r -> "Established".equals(router.states().get(r.address())));
  }

  private Observed.Gates left(String address) {
    List<String> passed = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (Reflector reflector : rollout.reflectors()) {
      if (session(reflector, address).filter(PeerSession::established).isPresent()) {
        missing.add("reflector " + reflector.name() + " still has a session from " + address);
      } else {
        passed.add("reflector " + reflector.name() + " has no session");
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
              .filter(s -> !s.established())
              .ifPresent(s -> lost.add(lost(step, s)));
        }
      }
    }
    return lost;
  }

  private static Observed.Lost lost(NodeStep step, PeerSession session) {
    return new Observed.Lost(
        step.node(),
        "The node "
            + step.node()
            + " was verified, and then lost its session with the reflector "
            + session.reflector()
            + ": "
            + session.detail()
            + ".");
  }

  private Optional<PeerSession> session(Reflector reflector, String address) {
    return sessions.stream()
        .filter(s -> s.reflector().equals(reflector.name()) && s.address().equals(address))
        .findFirst();
  }
}
