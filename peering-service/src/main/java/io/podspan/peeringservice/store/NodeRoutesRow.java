package io.podspan.peeringservice.store;

import static java.util.stream.Collectors.toMap;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;

/** A row of {@code node_routes}. Its id is cluster/node. */
@Entity
@Table(name = "node_routes")
public class NodeRoutesRow extends PanacheEntityBase {
  private static final String COUNTS =
      "select r.id, r.expected, r.missing, r.receivedAt from NodeRoutesRow r";

  @Id @Column public String id;

  @Column public int expected;

  @Column public int missing;

  @Column public Instant at;

  @Column public Instant receivedAt;

  /** What its router held, as a list of routes in JSON. */
  @Column public String rib;

  /** What its kernel held. */
  @Column public String fib;

  /**
   * How many routes were looked for.
   *
   * @param missing how many of these the kernel lacks
   */
  record Counts(int expected, int missing, Instant receivedAt) {}

  /** By id, of all nodes. Without the tables, which take megabytes. */
  static Map<String, Counts> counts() {
    return getEntityManager()
        .createQuery(COUNTS, Object[].class)
        .getResultStream()
        .collect(
            toMap(
                row -> (String) row[0],
                row -> new Counts((Integer) row[1], (Integer) row[2], (Instant) row[3])));
  }
}
