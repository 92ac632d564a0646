package io.podspan.peeringservice.store;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.DynamicUpdate;

/**
 * A row of {@code interconnects}. The document is an Interconnect. Document and conditions have
 * different writers. So a writer updates only the column that it changed: what it has read of the
 * other column may be old.
 */
@Entity
@DynamicUpdate
@Table(name = "interconnects")
public class InterconnectRow extends PanacheEntityBase {
  @Id @Column public String name;

  @Column public String document;

  @Column public String conditions;

  @Column public Instant declaredAt;
}
