package io.podspan.peeringservice.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.podspan.peeringservice.peering.rollout.Rollout;
import io.podspan.peeringservice.peering.rollout.RolloutState;
import io.podspan.peeringservice.peering.rollout.RolloutStore;
import io.podspan.peeringservice.peering.rollout.StaleRolloutException;
import io.podspan.peeringservice.peering.router.RouterChange;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;
import jakarta.persistence.TypedQuery;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** Rollouts in Postgres. */
@ApplicationScoped
public class PostgresRollouts implements RolloutStore {
  /** Plain columns: rows that the transaction knows already would come back as they were. */
  private static final String ALL = "select one.id, one.document from RolloutRow one";

  private static final String NEWEST_FIRST = " order by one.createdAt desc, one.id";

  /** Of rows with the same change, the newest one. */
  private static final String WRITTEN =
      ALL
          + " where one.interconnect = ?1 and one.cluster = ?2"
          + " and one.writtenDigest is not null and not exists (select 1 from RolloutRow later"
          + " where later.interconnect = one.interconnect and later.cluster = one.cluster"
          + " and later.writtenDigest = one.writtenDigest and later.createdAt > one.createdAt)"
          + " order by one.createdAt, one.id";

  /** The row is written only if it is the version that was read; its document is not read again. */
  private static final String REPLACE =
      """
      update peering.rollouts set state = ?, ended = ?, document = ?, only_late = ?, written_digest = ?
      where id = ? and\s"""
          + RowVersion.OF_ROW
          + " = ? returning "
          + RowVersion.OF_ROW;

  private final RolloutDocuments documents;
  private final KnownRollouts present;

  @Inject
  public PostgresRollouts(RolloutDocuments documents, KnownRollouts present) {
    this.documents = documents;
    this.present = present;
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
    Optional<String> version =
        present.version(before).flatMap(known -> replaced(before.id(), known, after));
    if (version.isEmpty()) {
      replaceWhatIsRead(before, after);
    }
    if (after.state().ended()) {
      present.forget(after.id());
    } else {
      version.ifPresent(now -> present.wrote(now, after));
    }
  }

  /** Returns the version that it is now; empty if the row is another one by now. */
  private Optional<String> replaced(String id, String version, Rollout after) {
    Session session = Panache.getSession();
    session.flush();
    return session.doReturningWork(
        connection -> {
          try (PreparedStatement update = connection.prepareStatement(REPLACE)) {
            update.setString(1, after.state().text());
            update.setBoolean(2, after.state().ended());
            update.setString(3, documents.write(after));
            update.setBoolean(4, after.onlyLate());
            update.setString(5, writtenDigest(after));
            update.setString(6, id);
            update.setString(7, version);
            try (ResultSet row = update.executeQuery()) {
              return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
          }
        });
  }

  private void replaceWhatIsRead(Rollout before, Rollout after) {
    RolloutRow row = RolloutRow.findById(before.id());
    if (row == null || !documents.read(row.id, locked(row).document).equals(before)) {
      throw new StaleRolloutException(before.id());
    }
    fill(row, after);
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
    return rollouts(ALL + " where ended = false" + NEWEST_FIRST);
  }

  @Override
  public List<String> activeIds() {
    List<String> active =
        Panache.getEntityManager()
            .createQuery("select id from RolloutRow where ended = false", String.class)
            .getResultList();
    // Others may have ended on another replica.
    present.keepOnly(Set.copyOf(active));
    return active;
  }

  @Override
  public List<Rollout> activeIn(String cluster) {
    return rollouts(ALL + " where cluster = ?1 and ended = false" + NEWEST_FIRST, cluster);
  }

  @Override
  public List<RouterChange> written(String interconnect, String cluster) {
    return rollouts(WRITTEN, interconnect, cluster).stream()
        .flatMap(rollout -> Stream.ofNullable(rollout.change()))
        .toList();
  }

  @Override
  public List<Rollout> page(
      @Nullable String interconnect, @Nullable String cluster, int offset, int limit) {
    List<String> conditions = new ArrayList<>();
    List<String> values = new ArrayList<>();
    if (interconnect != null) {
      values.add(interconnect);
      conditions.add("one.interconnect = ?" + values.size());
    }
    if (cluster != null) {
      values.add(cluster);
      conditions.add("one.cluster = ?" + values.size());
    }
    String where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    return rollouts(
        query(ALL + where + NEWEST_FIRST, values).setFirstResult(offset).setMaxResults(limit));
  }

  private List<Rollout> rollouts(String query, String... values) {
    return rollouts(query(query, List.of(values)));
  }

  private static TypedQuery<Object[]> query(String query, List<String> values) {
    TypedQuery<Object[]> typed = Panache.getEntityManager().createQuery(query, Object[].class);
    for (int i = 0; i < values.size(); i++) {
      typed.setParameter(i + 1, values.get(i));
    }
    return typed;
  }

  private List<Rollout> rollouts(TypedQuery<Object[]> query) {
    return query.getResultList().stream()
        .map(row -> documents.read((String) row[0], (String) row[1]))
        .toList();
  }
}
