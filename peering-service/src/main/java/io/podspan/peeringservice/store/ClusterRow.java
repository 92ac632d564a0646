package io.podspan.peeringservice.store;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of {@code clusters}. The document is a KnownCluster. */
@Entity
@Table(name = "clusters")
public class ClusterRow extends PanacheEntityBase {
  @Id @Column public String name;

  @Column public String document;

  @Column public Instant changedAt;

  /** The version of the event that last told of it. Those of version 1 held its nodes. */
  @Column public int told;
}
