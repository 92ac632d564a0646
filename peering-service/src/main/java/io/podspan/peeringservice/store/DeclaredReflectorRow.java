package io.podspan.peeringservice.store;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/**
 * A row of {@code declared_reflectors}. The document is a DeclaredReflector. What reflectors say of
 * themselves is in {@code reflectors}.
 */
@Entity
@Table(name = "declared_reflectors")
public class DeclaredReflectorRow extends PanacheEntityBase {
  @Id @Column public String name;

  @Column public String document;

  @Column public Instant declaredAt;

  /** A JSON array of Condition. */
  @Column public String conditions = "[]";
}
