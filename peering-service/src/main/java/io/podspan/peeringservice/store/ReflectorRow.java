package io.podspan.peeringservice.store;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/**
 * A row of {@code reflectors}. The revisions are a JSON object from interconnect to revision in
 * force.
 */
@Entity
@Table(name = "reflectors")
public class ReflectorRow extends PanacheEntityBase {
  @Id @Column public String name;

  @Column public String revisions;

  @Column public Instant at;
}
