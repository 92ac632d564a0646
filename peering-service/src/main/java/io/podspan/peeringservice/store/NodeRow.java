package io.podspan.peeringservice.store;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of {@code nodes}, named cluster/node. The document is a Node. */
@Entity
@Table(name = "nodes")
public class NodeRow extends PanacheEntityBase {
  @Id @Column public String id;

  @Column public String cluster;

  @Column public String name;

  @Column public String document;
}
