package io.podspan.peeringservice.store;

import static io.podspan.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.podspan.peeringservice.paper.Infra;
import io.podspan.servicekit.outage.Outage;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two replicas and one work. */
@QuarkusTest
@QuarkusTestResource(Infra.class)
class LeadershipIT {
  private static final String WORK = "a-work-of-this-test";
  private static final Duration TERM = Duration.ofSeconds(2);
  private static final Duration LONG = Duration.ofMinutes(10);

  @Inject PostgresIntent intent;
  private final PostgresLeadership one = new PostgresLeadership();
  private final PostgresLeadership other = new PostgresLeadership();

  @AfterEach
  void resign() {
    one.resign(WORK);
    other.resign(WORK);
  }

  @Test
  void oneLeadsAndStaysSoWhileItRenews() {
    assertThat(one.lead(WORK, LONG)).isTrue();
    assertThat(other.lead(WORK, LONG)).isFalse();
    assertThat(one.lead(WORK, LONG)).isTrue();
    assertThat(other.lead(WORK, LONG)).isFalse();
  }

  @Test
  void whenTheLeaderDiesTheOtherFollowsAfterTheTermAndNotBefore() {
    assertThat(one.lead(WORK, TERM)).isTrue();
    Instant led = Instant.now();
    await().until(() -> other.lead(WORK, LONG));
    assertThat(Duration.between(led, Instant.now())).isGreaterThan(TERM.dividedBy(2));
    assertThat(one.lead(WORK, TERM)).isFalse();
  }

  @Test
  void whoStandsStillInATransactionKeepsItsLocksForSecondsOnly() throws InterruptedException {
    CountDownLatch locked = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    try (ExecutorService still = Executors.newSingleThreadExecutor()) {
      Future<?> standing =
          still.submit(
              () ->
                  QuarkusTransaction.requiringNew()
                      .run(
                          () -> {
                            intent.serialise();
                            locked.countDown();
                            await().until(() -> over.getCount() == 0);
                          }));
      locked.await();

      QuarkusTransaction.requiringNew().timeout(15).run(intent::serialise);

      over.countDown();
      Throwable lost = catchThrowable(standing::get);
      assertThat(Outage.isDatabaseAway(lost)).as("it is done again: %s", lost).isTrue();
    }
  }

  @Test
  void aLeaderThatResignsIsFollowedAtOnce() {
    assertThat(one.lead(WORK, LONG)).isTrue();
    one.resign(WORK);
    assertThat(other.lead(WORK, LONG)).isTrue();
    one.resign(WORK);
    assertThat(one.lead(WORK, LONG)).isFalse();
  }

  @Test
  void ofManyAtOnceOneLeads() {
    AtomicInteger leaders = new AtomicInteger();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20; i++) {
        threads.execute(() -> leaders.addAndGet(new PostgresLeadership().lead(WORK, LONG) ? 1 : 0));
      }
    }
    assertThat(leaders.get()).isEqualTo(1);
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                io.quarkus.hibernate.orm.panache.Panache.getEntityManager()
                    .createNativeQuery("delete from peering.leases where work = ?1")
                    .setParameter(1, WORK)
                    .executeUpdate());
  }
}
