package io.podspan.peeringservice.peering.intent;

import java.time.Instant;
import java.util.List;

/** The conditions of interconnects, kept for the time since when each holds. Port. */
public interface ConditionBook {
  /** Works out and keeps the conditions of all interconnects. */
  void renew(Instant now);

  /** As they were last worked out, empty when that is yet to happen. */
  List<Condition> of(String interconnect);
}
