package io.podspan.peeringservice.peering.rollout;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a rollout is. After a restart of the service, it goes on from this and the {@link Rollout};
 * everything else is read from the cluster again.
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
   * The reflectors have not taken the interconnect over yet.
   *
   * @param told whether it was reported that this takes long
   */
  record AwaitingReflectors(Instant since, boolean told) implements RolloutState {}

  /** The live configuration is read, and the change worked out from it. */
  record Preparing(Instant since, int attempt) implements RolloutState {}

  /** The change is written; no node has it yet, unless its router takes it by itself. */
  record Applying(Instant since, int attempt) implements RolloutState {}

  /**
   * These nodes are under way, at least one.
   *
   * @param turns one for each node, in the order in which they began
   */
  record Rolling(List<NodeTurn> turns) implements RolloutState {
    public Rolling {
      turns = List.copyOf(turns);
      if (turns.isEmpty()) {
        throw new IllegalArgumentException("no node is under way");
      }
    }

    @Override
    public Instant since() {
      return turns.getFirst().since();
    }

    /** What the node that began first does. */
    @Override
    public String text() {
      return turns.getFirst().text();
    }
  }

  /**
   * All nodes are done; the DaemonSet gets its own update strategy back.
   *
   * @param held why that has to wait, one sentence; null while it does not. A rollout that is held
   *     has nothing else to do, and hinders no other
   */
  record Restoring(Instant since, @Nullable String held) implements RolloutState {
    Restoring(Instant since) {
      this(since, null);
    }
  }

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
