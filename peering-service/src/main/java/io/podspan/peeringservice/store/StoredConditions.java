package io.podspan.peeringservice.store;

import com.fasterxml.jackson.core.type.TypeReference;
import io.podspan.peeringservice.peering.conditions.Condition;
import io.podspan.peeringservice.peering.conditions.ConditionBook;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

/** The conditions of interconnects and reflectors, a column beside each. */
@ApplicationScoped
public class StoredConditions implements ConditionBook {
  private static final TypeReference<List<Condition>> CONDITIONS = new TypeReference<>() {};

  @Override
  @Transactional
  public List<Condition> of(String interconnect) {
    return InterconnectRow.<InterconnectRow>findByIdOptional(interconnect)
        .map(row -> Json.read(row.conditions, CONDITIONS))
        .orElse(List.of());
  }

  @Override
  @Transactional
  public void save(String interconnect, List<Condition> conditions) {
    InterconnectRow.<InterconnectRow>findByIdOptional(interconnect)
        .ifPresent(row -> row.conditions = Json.write(conditions));
  }

  @Override
  @Transactional
  public List<Condition> ofReflector(String reflector) {
    return DeclaredReflectorRow.<DeclaredReflectorRow>findByIdOptional(reflector)
        .map(row -> Json.read(row.conditions, CONDITIONS))
        .orElse(List.of());
  }

  @Override
  @Transactional
  public void saveOfReflector(String reflector, List<Condition> conditions) {
    DeclaredReflectorRow.<DeclaredReflectorRow>findByIdOptional(reflector)
        .ifPresent(row -> row.conditions = Json.write(conditions));
  }
}
