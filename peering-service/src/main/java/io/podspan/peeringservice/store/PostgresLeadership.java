package io.podspan.peeringservice.store;

import io.podspan.peeringservice.peering.intent.Leadership;
import io.quarkus.hibernate.orm.panache.Panache;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;

/** Leases in the table {@code leases}. Each call is a transaction of its own. */
@ApplicationScoped
public class PostgresLeadership implements Leadership {
  private static final String TAKE =
      """
      insert into peering.leases (work, holder, expires_at)
      values (?1, ?2, now() + ?3 * interval '1 millisecond')
      on conflict (work) do update set holder = excluded.holder, expires_at = excluded.expires_at
      where leases.holder = excluded.holder or leases.expires_at < now()
      """;
  private static final String RESIGN = "delete from peering.leases where work = ?1 and holder = ?2";

  private final String holder = UUID.randomUUID().toString();

  @Override
  public boolean lead(String work, Duration term) {
    return QuarkusTransaction.requiringNew()
        .call(
            () ->
                Panache.getEntityManager()
                        .createNativeQuery(TAKE)
                        .setParameter(1, work)
                        .setParameter(2, holder)
                        .setParameter(3, term.toMillis())
                        .executeUpdate()
                    > 0);
  }

  @Override
  public void resign(String work) {
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                Panache.getEntityManager()
                    .createNativeQuery(RESIGN)
                    .setParameter(1, work)
                    .setParameter(2, holder)
                    .executeUpdate());
  }
}
