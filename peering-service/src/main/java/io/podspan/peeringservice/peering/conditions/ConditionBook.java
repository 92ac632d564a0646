package io.podspan.peeringservice.peering.conditions;

import java.util.List;

/** Keeps the conditions of interconnects and of declared reflectors. Port. */
public interface ConditionBook {
  /** As they were last worked out; empty until that has happened once. */
  List<Condition> of(String interconnect);

  /** Replaces them, in the caller's transaction. */
  void save(String interconnect, List<Condition> conditions);

  /** Those of a declared reflector; empty until they were worked out once. */
  List<Condition> ofReflector(String reflector);

  /** Replaces them, in the caller's transaction. */
  void saveOfReflector(String reflector, List<Condition> conditions);
}
