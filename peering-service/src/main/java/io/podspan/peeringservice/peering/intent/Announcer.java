package io.podspan.peeringservice.peering.intent;

import io.podspan.peeringservice.peering.DeclaredReflector;
import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.KnownCluster;
import io.podspan.peeringservice.peering.conditions.Condition;
import io.podspan.peeringservice.peering.drift.DriftFact;
import io.podspan.peeringservice.peering.drift.Leftover;
import io.podspan.peeringservice.peering.rollout.Rollout;
import io.podspan.peeringservice.peering.rollout.RolloutFact;
import java.util.List;

/** Tells everybody what became true, if and only if the caller's transaction commits. Port. */
public interface Announcer {
  /** A cluster with its nodes is known from now on. */
  void registered(KnownCluster cluster);

  /** A cluster looks different now: itself, or some of its nodes. */
  void changed(KnownCluster before, KnownCluster after);

  /** A cluster that an earlier version told of, and each of its nodes. */
  void toldAgain(KnownCluster cluster);

  /** A cluster and its nodes are not known any more. */
  void removed(KnownCluster cluster);

  /** A reflector is declared from now on. */
  void declared(DeclaredReflector reflector);

  /** Other things are said of a reflector. */
  void changed(DeclaredReflector reflector);

  /** A reflector is not declared any more. */
  void removed(DeclaredReflector reflector);

  void declared(Interconnect interconnect);

  /** An interconnect is wanted otherwise than before, or something has left it. */
  void changed(Interconnect interconnect);

  void withdrawn(String interconnect);

  /** These are the conditions of an interconnect now; none when it was withdrawn. */
  void conditions(String interconnect, long revision, List<Condition> conditions);

  /** These are the conditions of a reflector now; none when it was removed. */
  void conditionsOfReflector(String reflector, List<Condition> conditions);

  void told(Rollout rollout, List<RolloutFact> facts);

  /**
   * What somebody else did to what rollouts wrote.
   *
   * @param last the last rollout of the cluster
   */
  void drifted(Rollout last, List<DriftFact> facts);

  /**
   * What a forced withdrawal left in a cluster.
   *
   * @param last the last rollout of the cluster
   */
  void left(Rollout last, Leftover leftover);
}
