package io.podspan.peeringservice.peering.drift;

import java.time.Instant;
import java.util.List;

/** What may be done about what is not as it was written. */
public sealed interface Reaction {
  /** The interconnect says so: {@code onDrift: tell}. */
  record Tell() implements Reaction {}

  /**
   * The interconnect says {@code onDrift: heal}, but what the routers are to have is for an
   * operator to decide.
   *
   * @param why a sentence, with what to do
   */
  record Leave(String why) implements Reaction {}

  /**
   * A rollout may write it again, as often as the limit of the cluster says.
   *
   * @param others when the same cluster was healed for other interconnects
   */
  record Heal(HealingLimit limit, List<Instant> others) implements Reaction {
    public Heal {
      others = List.copyOf(others);
    }
  }
}
