package io.podspan.peeringservice.peering.rollout;

import io.podspan.peeringservice.drive.RolloutKeeper;
import io.podspan.peeringservice.peering.DeclaredReflector;
import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.KnownCluster;
import io.podspan.peeringservice.peering.conditions.Condition;
import io.podspan.peeringservice.peering.drift.DriftFact;
import io.podspan.peeringservice.peering.drift.Leftover;
import io.podspan.peeringservice.peering.intent.Announcer;
import io.quarkus.hibernate.orm.panache.Panache;
import io.quarkus.narayana.jta.QuarkusTransaction;
import java.util.List;

/**
 * Sees to it that the service under test drives no rollout, because another one has the lease, and
 * keeps what is told in a table, so that it is there if and only if the transaction commits.
 */
final class Standby implements Announcer {
  private static final String LEASE =
      """
      insert into peering.leases (work, holder, expires_at)
      values (?1, 'a test', now() + interval '1 hour')
      on conflict (work) do update set holder = excluded.holder, expires_at = excluded.expires_at
      """;

  void begin() {
    inTransaction(
        () -> {
          run("create table if not exists peering.told_by_test (n bigserial, id text, what text)");
          run(LEASE, RolloutKeeper.WORK);
        });
  }

  void end() {
    inTransaction(
        () -> {
          run("drop table peering.told_by_test");
          run("delete from peering.rollouts");
          run("delete from peering.leases where work = ?1", RolloutKeeper.WORK);
        });
  }

  @SuppressWarnings("unchecked")
  List<String> told(String id) {
    return QuarkusTransaction.requiringNew()
        .call(
            () ->
                (List<String>)
                    Panache.getEntityManager()
                        .createNativeQuery(
                            "select what from peering.told_by_test where id = ?1 order by n",
                            String.class)
                        .setParameter(1, id)
                        .getResultList());
  }

  private static void inTransaction(Runnable work) {
    QuarkusTransaction.requiringNew().run(work);
  }

  private static void run(String sql, Object... values) {
    var query = Panache.getEntityManager().createNativeQuery(sql);
    for (int i = 0; i < values.length; i++) {
      query.setParameter(i + 1, values[i]);
    }
    query.executeUpdate();
  }

  @Override
  public void told(Rollout rollout, List<RolloutFact> facts) {
    for (RolloutFact fact : facts) {
      run(
          "insert into peering.told_by_test (id, what) values (?1, ?2)",
          rollout.id(),
          Bench.told(fact));
    }
  }

  @Override
  public void left(Rollout last, Leftover leftover) {}

  @Override
  public void drifted(Rollout last, List<DriftFact> facts) {}

  @Override
  public void registered(KnownCluster cluster) {}

  @Override
  public void changed(KnownCluster before, KnownCluster after) {}

  @Override
  public void toldAgain(KnownCluster cluster) {}

  @Override
  public void removed(KnownCluster cluster) {}

  @Override
  public void declared(DeclaredReflector reflector) {}

  @Override
  public void changed(DeclaredReflector reflector) {}

  @Override
  public void removed(DeclaredReflector reflector) {}

  @Override
  public void declared(Interconnect interconnect) {}

  @Override
  public void changed(Interconnect interconnect) {}

  @Override
  public void withdrawn(String interconnect) {}

  @Override
  public void conditionsOfReflector(String reflector, List<Condition> conditions) {}

  @Override
  public void conditions(String interconnect, long revision, List<Condition> conditions) {}
}
