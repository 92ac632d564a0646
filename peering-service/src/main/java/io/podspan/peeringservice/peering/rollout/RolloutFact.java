package io.podspan.peeringservice.peering.rollout;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a step of a rollout made true, to be told to everybody. */
public sealed interface RolloutFact {
  /**
   * @param cautions what an operator should know, a sentence or two each
   */
  record Planned(List<String> cautions) implements RolloutFact {
    public Planned {
      cautions = List.copyOf(cautions);
    }
  }

  record Started() implements RolloutFact {}

  /**
   * @param step 1-based
   * @param pod null where the router takes the change without a restart
   */
  record NodeRestarting(String node, int step, @Nullable String pod) implements RolloutFact {}

  /**
   * @param progress how far the rollout is then
   */
  record NodeVerified(String node, int step, List<String> gates, long tookMillis, Progress progress)
      implements RolloutFact {}

  record Paused(@Nullable String node, String reason, String nextStep) implements RolloutFact {}

  /**
   * An operator, or the strategy, steered it.
   *
   * @param why empty when an operator asked for it
   */
  record Steered(Verb verb, String why) implements RolloutFact {}

  record Failed(Failure failure) implements RolloutFact {}

  record RolledBack(String reason, List<String> nodes) implements RolloutFact {}

  record Completed(long tookMillis) implements RolloutFact {}
}
