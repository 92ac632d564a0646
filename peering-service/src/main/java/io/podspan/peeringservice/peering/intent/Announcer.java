package io.podspan.peeringservice.peering.intent;

import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.conditions.Condition;
import io.podspan.peeringservice.peering.rollout.Rollout;
import io.podspan.peeringservice.peering.rollout.RolloutFact;
import java.util.List;

/** Tells everybody what became true, if and only if the caller's transaction commits. Port. */
public interface Announcer {
  void registered(Cluster cluster);

  void changed(Cluster cluster);

  void removed(String cluster);

  void declared(Interconnect interconnect);

  void withdrawn(String interconnect);

  /** These are the conditions of an interconnect now; none when it was withdrawn. */
  void conditions(String interconnect, long revision, List<Condition> conditions);

  void told(Rollout rollout, List<RolloutFact> facts);
}
