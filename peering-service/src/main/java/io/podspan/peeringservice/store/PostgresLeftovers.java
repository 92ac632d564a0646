package io.podspan.peeringservice.store;

import io.podspan.peeringservice.peering.drift.Leftover;
import io.podspan.peeringservice.peering.drift.LeftoverBook;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What forced withdrawals left, in Postgres. It outlives its interconnect. */
@ApplicationScoped
public class PostgresLeftovers implements LeftoverBook {
  @Override
  public List<Leftover> in(Collection<String> clusters) {
    return LeftoverRow.<LeftoverRow>list("cluster in ?1", Sort.by("interconnect"), clusters)
        .stream()
        .map(row -> Json.read(row.document, Leftover.class))
        .toList();
  }

  @Override
  public void save(Leftover leftover) {
    String id = leftover.interconnect() + "/" + leftover.cluster();
    Optional<LeftoverRow> present = LeftoverRow.findByIdOptional(id);
    LeftoverRow row = present.orElseGet(LeftoverRow::new);
    row.id = id;
    row.interconnect = leftover.interconnect();
    row.cluster = leftover.cluster();
    row.document = Json.write(leftover);
    row.persist();
  }
}
