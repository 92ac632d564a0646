package io.podspan.peeringservice.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.podspan.peeringservice.peering.rollout.Rollout;
import io.podspan.peeringservice.peering.rollout.RolloutState;
import io.podspan.peeringservice.peering.rollout.RolloutStore;
import io.podspan.peeringservice.peering.rollout.StaleRolloutException;
import io.podspan.peeringservice.peering.router.RouterChange;
import io.quarkus.hibernate.orm.panache.Panache;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rollouts in Postgres. */
@ApplicationScoped
public class PostgresRollouts implements RolloutStore {
  private static final Sort NEWEST_FIRST = Sort.by("createdAt").descending().and("id");
  private static final Sort OLDEST_FIRST = Sort.by("createdAt").and("id");

  /** Of rows with the same change, the newest one. */
  private static final String WRITTEN =
      "from RolloutRow one where one.interconnect = ?1 and one.cluster = ?2"
          + " and one.writtenDigest is not null and not exists (select 1 from RolloutRow later"
          + " where later.interconnect = one.interconnect and later.cluster = one.cluster"
          + " and later.writtenDigest = one.writtenDigest and later.createdAt > one.createdAt)";

  private final RolloutDocuments documents;
  private final KnownRollouts present;

  @Inject
  public PostgresRollouts(RolloutDocuments documents) {
    this.documents = documents;
    this.present = new KnownRollouts(documents::read);
  }

  @Override
  public Optional<Rollout> load(String id) {
    return present.load(id);
  }

  @Override
  public void add(Rollout rollout) {
    RolloutRow row = new RolloutRow();
    row.id = rollout.id();
    row.interconnect = rollout.interconnect();
    row.cluster = rollout.cluster();
    row.createdAt = rollout.createdAt();
    fill(row, rollout);
    row.persist();
  }

  @Override
  public void replace(Rollout before, Rollout after) {
    RolloutRow row = RolloutRow.findById(before.id());
    if (row == null || !rollout(locked(row)).equals(before)) {
      throw new StaleRolloutException(before.id());
    }
    fill(row, after);
    if (after.state().ended()) {
      present.forget(after.id());
    }
  }

  /** As it is now: a lock alone leaves a row as this transaction read it first. */
  private static RolloutRow locked(RolloutRow row) {
    Panache.getEntityManager().refresh(row, LockModeType.PESSIMISTIC_WRITE);
    return row;
  }

  private void fill(RolloutRow row, Rollout rollout) {
    row.state = rollout.state().text();
    row.ended = rollout.state().ended();
    row.document = documents.write(rollout);
    row.onlyLate = rollout.onlyLate();
    row.writtenDigest = writtenDigest(rollout);
  }

  private static @Nullable String writtenDigest(Rollout rollout) {
    RouterChange change = rollout.change();
    return rollout.state() instanceof RolloutState.Completed && change != null && !change.isEmpty()
        ? UUID.nameUUIDFromBytes(Json.write(change).getBytes(UTF_8)).toString()
        : null;
  }

  @Override
  public List<Rollout> of(String interconnect) {
    return present.of(interconnect);
  }

  @Override
  public List<Rollout> of(String interconnect, String cluster) {
    return of(interconnect).stream().filter(one -> one.cluster().equals(cluster)).toList();
  }

  @Override
  public List<Rollout> active() {
    List<Rollout> active = rollouts(RolloutRow.find("ended = false", NEWEST_FIRST));
    // Others may have ended on another replica.
    present.keepOnly(active.stream().map(Rollout::id).collect(Collectors.toSet()));
    return active;
  }

  @Override
  public List<Rollout> activeIn(String cluster) {
    return rollouts(RolloutRow.find("cluster = ?1 and ended = false", NEWEST_FIRST, cluster));
  }

  @Override
  public List<RouterChange> written(String interconnect, String cluster) {
    return rollouts(RolloutRow.find(WRITTEN, OLDEST_FIRST, interconnect, cluster)).stream()
        .flatMap(rollout -> Stream.ofNullable(rollout.change()))
        .toList();
  }

  @Override
  public List<Rollout> page(
      @Nullable String interconnect, @Nullable String cluster, int offset, int limit) {
    return rollouts(filtered(interconnect, cluster).range(offset, offset + limit - 1));
  }

  private static PanacheQuery<RolloutRow> filtered(
      @Nullable String interconnect, @Nullable String cluster) {
    if (interconnect != null && cluster != null) {
      return RolloutRow.find(
          "interconnect = ?1 and cluster = ?2", NEWEST_FIRST, interconnect, cluster);
    }
    if (interconnect != null) {
      return RolloutRow.find("interconnect", NEWEST_FIRST, interconnect);
    }
    return cluster == null
        ? RolloutRow.findAll(NEWEST_FIRST)
        : RolloutRow.find("cluster", NEWEST_FIRST, cluster);
  }

  private List<Rollout> rollouts(PanacheQuery<RolloutRow> query) {
    return query.list().stream().map(this::rollout).toList();
  }

  private Rollout rollout(RolloutRow row) {
    return documents.read(row.id, row.document);
  }
}
