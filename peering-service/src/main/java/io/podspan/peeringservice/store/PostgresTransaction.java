package io.podspan.peeringservice.store;

import io.podspan.peeringservice.peering.intent.Transaction;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;

/** A transaction of its own for each call. */
@ApplicationScoped
public class PostgresTransaction implements Transaction {
  @Override
  public <T> T call(Supplier<T> work) {
    return QuarkusTransaction.requiringNew().call(work::get);
  }
}
