package io.podspan.peeringservice.peering.rollout;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
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
    return text(getClass());
  }

  /** Every text that there is, in the order of the states. */
  static List<String> texts() {
    return Stream.of(RolloutState.class.getPermittedSubclasses())
        .flatMap(
            state ->
                state == Rolling.class
                    ? Stream.of(NodeTurn.class.getPermittedSubclasses())
                    : Stream.of(state))
        .map(RolloutState::text)
        .toList();
  }

  private static String text(Class<?> state) {
    return state.getSimpleName().replaceAll("(?<=.)([A-Z])", "_$1").toUpperCase(Locale.ROOT);
  }

  /** Other clusters of the interconnect go first, by its strategy. */
  record AwaitingTurn(Instant since) implements RolloutState {}

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
   * No node is under way, and none begins. {@link Steering#pause} says why.
   *
   * @param then where it goes on: AwaitingTurn, AwaitingReflectors, Preparing or Applying. Between
   *     two nodes it is Applying, so what is written is looked at again before the next one begins
   */
  record Paused(Instant since, RolloutState then) implements RolloutState {
    public Paused {
      boolean may =
          switch (then) {
            case AwaitingTurn _, AwaitingReflectors _, Preparing _, Applying _ -> true;
            case Rolling _, Paused _, Restoring _, Completed _, Failed _, RolledBack _ -> false;
          };
      if (!may) {
        throw new IllegalArgumentException("a pause cannot go on at " + then);
      }
    }

    /** The same state, begun now. */
    RolloutState resumed(Instant now) {
      return switch (then) {
        case AwaitingTurn _ -> new AwaitingTurn(now);
        case AwaitingReflectors _ -> new AwaitingReflectors(now, false);
        case Preparing(_, int attempt) -> new Preparing(now, attempt);
        case Applying(_, int attempt) -> new Applying(now, attempt);
        case Rolling _, Paused _, Restoring _, Completed _, Failed _, RolledBack _ ->
            throw new IllegalStateException("a pause cannot go on at " + then);
      };
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
