package io.podspan.peeringservice.peering.rollout;

import org.jspecify.annotations.Nullable;

/** What an operator asks of a rollout. Each may be given again: the second time it does nothing. */
public sealed interface RolloutCommand {
  /** The caller's name, null when nobody is known. */
  @Nullable String by();

  Verb verb();

  /** No further node begins. Those under way go on to their end. */
  record Pause(@Nullable String by) implements RolloutCommand {
    @Override
    public Verb verb() {
      return Verb.PAUSE;
    }
  }

  /** Further nodes begin again. */
  record Resume(@Nullable String by) implements RolloutCommand {
    @Override
    public Verb verb() {
      return Verb.RESUME;
    }
  }

  /** It ends here, and everything stays as it is. */
  record Abort(@Nullable String by) implements RolloutCommand {
    @Override
    public Verb verb() {
      return Verb.ABORT;
    }
  }

  /** What it did is taken back, node by node. */
  record Rollback(@Nullable String by) implements RolloutCommand {
    @Override
    public Verb verb() {
      return Verb.ROLLBACK;
    }
  }

  /** What failed is tried again. */
  record Retry(@Nullable String by) implements RolloutCommand {
    @Override
    public Verb verb() {
      return Verb.RETRY;
    }
  }
}
