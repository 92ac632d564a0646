package io.podspan.peeringservice.store;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/**
 * A row of {@code interconnects}. The document is an Interconnect; the conditions are written by
 * another owner than it.
 */
@Entity
@Table(name = "interconnects")
public class InterconnectRow extends PanacheEntityBase {
  @Id @Column public String name;

  @Column public String document;

  @Column public String conditions;

  @Column public Instant declaredAt;
}
