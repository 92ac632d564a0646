package io.podspan.peeringservice.peering.rollout;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How far a node is that is under way. */
public sealed interface NodeTurn {

  String node();

  /** When it came there. */
  Instant since();

  /** The same, come there now. */
  default NodeTurn begun(Instant now) {
    return switch (this) {
      case Checking(String node, _) -> new Checking(node, now);
      case Changing(String node, _, Snapshot before) -> new Changing(node, now, before);
      case Restarting(String node, _, String pod, String uid, Snapshot before) ->
          new Restarting(node, now, pod, uid, before);
      case Gating gating -> gating;
    };
  }

  /** For people and queries, {@code GATING}. */
  default String text() {
    return getClass().getSimpleName().toUpperCase(Locale.ROOT);
  }

  /** Is the node Ready, and which is its router pod? */
  record Checking(String node, Instant since) implements NodeTurn {}

  /**
   * Its own part of the change is written. Saved before it is written.
   *
   * @param before the node before
   */
  record Changing(String node, Instant since, Snapshot before) implements NodeTurn {}

  /**
   * This pod is deleted, and its successor is to become Ready. Saved before the pod is deleted.
   *
   * @param uid the pod that is deleted; a pod with another one is its successor
   * @param before the node before
   */
  record Restarting(String node, Instant since, String pod, String uid, Snapshot before)
      implements NodeTurn {
    /** Documents of former versions have no snapshot. */
    public Restarting {
      before = before == null ? Snapshot.NONE : before;
    }
  }

  /**
   * The router has the change; its sessions and routes are to come.
   *
   * @param restartedAt when the router restarted or its node's own part of the change was written:
   *     sessions from before do not count; null when neither was done
   * @param peeredAt since when all reflectors report Established, null until then
   * @param before the node before the change
   * @param routedAt since when all routes are there, null until then
   */
  record Gating(
      String node,
      Instant since,
      @Nullable Instant restartedAt,
      @Nullable Instant peeredAt,
      Snapshot before,
      @Nullable Instant routedAt)
      implements NodeTurn {
    /** Documents of former versions have no snapshot. */
    public Gating {
      before = before == null ? Snapshot.NONE : before;
    }

    /** Its routes are not there yet. */
    public Gating(
        String node,
        Instant since,
        @Nullable Instant restartedAt,
        @Nullable Instant peeredAt,
        Snapshot before) {
      this(node, since, restartedAt, peeredAt, before, null);
    }

    Gating peered(Instant time) {
      return peeredAt == null ? new Gating(node, since, restartedAt, time, before, routedAt) : this;
    }

    Gating routed(Instant time) {
      return routedAt == null ? new Gating(node, since, restartedAt, peeredAt, before, time) : this;
    }
  }
}
