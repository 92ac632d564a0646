package io.podspan.peeringservice.peering.conditions;

import java.util.List;

/** Keeps the conditions of interconnects. Port. */
public interface ConditionBook {
  /** As they were last worked out; empty until that has happened once. */
  List<Condition> of(String interconnect);

  /** Replaces them, in the caller's transaction. */
  void save(String interconnect, List<Condition> conditions);
}
