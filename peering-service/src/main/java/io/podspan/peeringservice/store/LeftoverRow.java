package io.podspan.peeringservice.store;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of {@code leftovers}. The document is a Leftover. */
@Entity
@Table(name = "leftovers")
public class LeftoverRow extends PanacheEntityBase {
  /** Interconnect/cluster: names have no slash. */
  @Id @Column public String id;

  @Column public String interconnect;

  @Column public String cluster;

  @Column public String document;
}
