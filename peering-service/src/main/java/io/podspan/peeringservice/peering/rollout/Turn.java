package io.podspan.peeringservice.peering.rollout;

import java.util.List;

/**
 * Where an observation leads.
 *
 * @param facts what became true, to be published
 * @param again whether the same action is to be tried again after a while or a wake-up
 */
record Turn(Rollout rollout, List<RolloutFact> facts, boolean again) {
  Turn {
    facts = List.copyOf(facts);
  }

  static Turn to(Rollout rollout, RolloutFact... facts) {
    return new Turn(rollout, List.of(facts), false);
  }

  /** Nothing is to be done but to wait. */
  static Turn waits(Rollout rollout, Wait wait) {
    return again(rollout.waiting(wait));
  }

  static Turn again(Rollout rollout) {
    return new Turn(rollout, List.of(), true);
  }
}
