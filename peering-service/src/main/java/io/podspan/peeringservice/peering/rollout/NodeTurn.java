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

  /** The same, as if none of its gates had passed or broken yet. */
  default NodeTurn withoutGates() {
    return switch (this) {
      case Checking _, Changing _, Restarting _ -> this;
      case Gating(String node, Instant since, Instant restartedAt, _, Snapshot before, _, _, _) ->
          new Gating(node, since, restartedAt, null, before);
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
   * @param peeredAt since when its sessions are as they should be, null until then
   * @param before the node before the change
   * @param routedAt since when all routes are there, null until then
   * @param brokeAt when a gate that had passed broke last: its limit begins then; null if none did
   * @param breaks how often that was
   */
  record Gating(
      String node,
      Instant since,
      @Nullable Instant restartedAt,
      @Nullable Instant peeredAt,
      Snapshot before,
      @Nullable Instant routedAt,
      @Nullable Instant brokeAt,
      int breaks)
      implements NodeTurn {
    /** How often gates that had passed may break at a node. */
    static final int MOST_BREAKS = 3;

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
      this(node, since, restartedAt, peeredAt, before, null, null, 0);
    }

    Gating peered(Instant time) {
      return peeredAt == null ? passed(time, routedAt) : this;
    }

    Gating routed(Instant time) {
      return routedAt == null ? passed(peeredAt, time) : this;
    }

    private Gating passed(@Nullable Instant peered, @Nullable Instant routed) {
      return new Gating(node, since, restartedAt, peered, before, routed, brokeAt, breaks);
    }

    /** Its sessions are not as they should be. */
    Gating unpeered(Instant now) {
      return peeredAt == null ? this : broken(null, now);
    }

    /** Its routes are not all there. */
    Gating unrouted(Instant now) {
      return routedAt == null ? this : broken(peeredAt, now);
    }

    private Gating broken(@Nullable Instant peered, Instant now) {
      return new Gating(node, since, restartedAt, peered, before, null, now, breaks + 1);
    }

    /** When the limit of a gate begins whose predecessor passed then. */
    Instant limitFrom(@Nullable Instant passed) {
      Instant first = passed == null ? since : passed;
      return brokeAt != null && brokeAt.isAfter(first) ? brokeAt : first;
    }

    /** Whether gates broke so often that it is no blip any more. */
    boolean flaps() {
      return breaks > MOST_BREAKS;
    }
  }
}
