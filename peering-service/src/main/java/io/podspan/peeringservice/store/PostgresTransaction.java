package io.podspan.peeringservice.store;

import io.podspan.peeringservice.peering.intent.Transaction;
import io.podspan.servicekit.once.Once;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;

/**
 * A transaction of its own for each call. What it makes is told to the request that is worked on,
 * which keeps its answer in the same transaction.
 */
@ApplicationScoped
public class PostgresTransaction implements Transaction {
  @Override
  public <T> T call(Supplier<T> work) {
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              T outcome = work.get();
              Once.saw(outcome);
              return outcome;
            });
  }
}
