package io.podspan.peeringservice.store;

import io.podspan.peeringservice.peering.intent.Transaction;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Transactions of rollouts. Hundreds of rollouts may want one at once: they take turns on a few
 * threads, which leaves half of the connections to those who ask by REST. These are threads of the
 * system, which shares the processor out: work on a document of a rollout would hold up requests on
 * virtual threads, of which only as many run at once as there are processors.
 */
@ApplicationScoped
@Typed(RolloutTransaction.class)
public class RolloutTransaction implements Transaction {
  private final ExecutorService threads;

  /**
   * @param connections how many connections to Postgres there are
   */
  @Inject
  public RolloutTransaction(
      @ConfigProperty(name = "quarkus.datasource.jdbc.max-size") int connections) {
    threads =
        Executors.newFixedThreadPool(
            Math.max(1, connections / 2),
            Thread.ofPlatform().daemon().name("rollout-tables-", 0).factory());
  }

  @Override
  public <T> T call(Supplier<T> work) {
    Future<T> outcome = threads.submit(() -> QuarkusTransaction.requiringNew().call(work::get));
    try {
      return outcome.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException("a transaction of a rollout failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the service is stopping", e);
    }
  }

  /** After the rollouts have ended, each at the end of its step. */
  void stop(@Observes @Priority(Integer.MAX_VALUE) ShutdownEvent event) {
    threads.shutdown();
  }
}
