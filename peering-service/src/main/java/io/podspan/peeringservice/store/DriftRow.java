package io.podspan.peeringservice.store;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of {@code drifts}. The document is a DriftState. */
@Entity
@Table(name = "drifts")
public class DriftRow extends PanacheEntityBase {
  /** Interconnect/cluster: names have no slash. */
  @Id @Column public String id;

  @Column public String interconnect;

  @Column public String cluster;

  @Column public String document;
}
