package io.podspan.peeringservice.peering.intent;

import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.InterconnectRequest;
import io.podspan.peeringservice.peering.change.Changeover;
import io.podspan.peeringservice.peering.rollout.Rollout;
import java.util.List;

/**
 * What a request makes of an interconnect that is declared already. Pure.
 *
 * @param named as it is wanted, before the changeover says what is leaving
 * @param changeover if the rollouts that have not begun are called off
 * @param onlyLeaves whether no router gets anything that it has not got yet
 */
record WantedChange(Interconnect named, Changeover changeover, boolean onlyLeaves) {
  static final String CALLED_OFF = "the interconnect is changed before the rollout began";

  /**
   * @param all its rollouts, newest first
   */
  static WantedChange of(Interconnect before, InterconnectRequest wanted, List<Rollout> all) {
    Interconnect named =
        before
            .naming(wanted.clusters(), wanted.reflectors())
            .preservingSource(wanted.preserveSource())
            .rollingOutBy(wanted.rollout())
            .reactingBy(wanted.onDrift())
            .wishing(wanted.routers());
    List<Rollout> left =
        all.stream()
            .map(r -> r.canBeCalledOff() ? r.calledOff(CALLED_OFF, r.createdAt()) : r)
            .toList();
    Changeover changeover = Changeover.of(named, left);
    return new WantedChange(
        named, changeover, changeover.onlyLeaves() && before.routers().equals(wanted.routers()));
  }

  /** Its rollouts that have begun: while there are any, it is not changed. */
  static List<Rollout> begun(List<Rollout> all) {
    return all.stream().filter(r -> r.busy() && !r.canBeCalledOff()).toList();
  }
}
