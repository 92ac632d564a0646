package io.podspan.peeringservice.peering.rollout;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a rollout is. All that is needed to go on after a restart of the service is in here and in
 * the {@link Rollout}; the rest is read from the cluster again.
 */
public sealed interface RolloutState {

  /** When it came there. */
  Instant since();

  /** Whether it stays there for ever. */
  default boolean ended() {
    return false;
  }

  /** For people and queries, {@code AWAITING_REFLECTORS}. */
  default String text() {
    return getClass().getSimpleName().replaceAll("(?<=.)([A-Z])", "_$1").toUpperCase(Locale.ROOT);
  }

  /**
   * The reflectors are yet to take the interconnect over.
   *
   * @param told whether it was said that this takes long
   */
  record AwaitingReflectors(Instant since, boolean told) implements RolloutState {}

  /** The live configuration is read, and the change worked out from it. */
  record Preparing(Instant since, int attempt) implements RolloutState {}

  /** The change is written; no node has it yet, unless its router takes it by itself. */
  record Applying(Instant since, int attempt) implements RolloutState {}

  /** A node's turn: is it Ready, and which is its router pod? */
  record Checking(Instant since, int index) implements RolloutState {}

  /**
   * This pod is to go and its successor to become Ready. Saved before the pod is deleted.
   *
   * @param uid the pod that goes; a pod with another one is its successor
   */
  record Restarting(Instant since, int index, String pod, String uid) implements RolloutState {}

  /**
   * The router has the change; its sessions are to come up.
   *
   * @param restartedAt sessions from before do not count; null when the router did not restart
   * @param peeredAt since when all reflectors say Established, null until then
   */
  record Gating(Instant since, int index, @Nullable Instant restartedAt, @Nullable Instant peeredAt)
      implements RolloutState {}

  /** All nodes are done; the DaemonSet gets its own update strategy back. */
  record Restoring(Instant since) implements RolloutState {}

  record Completed(Instant since) implements RolloutState {
    @Override
    public boolean ended() {
      return true;
    }
  }

  /** Stopped, and left as it is. */
  record Failed(Instant since) implements RolloutState {
    @Override
    public boolean ended() {
      return true;
    }
  }

  /** Stopped, and everything is as it was before. */
  record RolledBack(Instant since) implements RolloutState {
    @Override
    public boolean ended() {
      return true;
    }
  }
}
