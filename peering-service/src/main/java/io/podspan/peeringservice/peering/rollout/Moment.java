package io.podspan.peeringservice.peering.rollout;

import java.time.Instant;

/**
 * When something is decided.
 *
 * @param drivenSince since when the present owner drives the rollout. Nobody looked before, and
 *     what nobody looked at has not failed: a limit that began earlier begins anew then
 */
record Moment(Instant now, Instant drivenSince) {
  /**
   * When the limit begins of what is so since then.
   *
   * @param since as it is kept
   */
  Instant limitFrom(Instant since) {
    return since.isBefore(drivenSince) ? drivenSince : since;
  }
}
