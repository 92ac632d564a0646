package io.podspan.peeringservice.store;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of {@code reachability}. Its id is from/to cluster. */
@Entity
@Table(name = "reachability")
public class ReachabilityRow extends PanacheEntityBase {
  @Id @Column public String id;

  @Column public String state;

  @Column public String why;

  @Column public Instant at;
}
