package io.podspan.peeringservice.store;

import io.podspan.peeringservice.peering.conditions.SourceSeen;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Optional;

/** A row of {@code source_addresses}. Its id is from/to cluster. */
@Entity
@Table(name = "source_addresses")
public class SourceAddressRow extends PanacheEntityBase {
  @Id @Column public String id;

  @Column public String state;

  @Column public String why;

  static void save(String id, SourceSeen seen) {
    Optional<SourceAddressRow> present = findByIdOptional(id);
    SourceAddressRow row = present.orElseGet(SourceAddressRow::new);
    row.id = id;
    row.state = seen.state().name();
    row.why = seen.why();
    row.persist();
  }

  SourceSeen seen() {
    return new SourceSeen(SourceSeen.State.valueOf(state), why);
  }
}
