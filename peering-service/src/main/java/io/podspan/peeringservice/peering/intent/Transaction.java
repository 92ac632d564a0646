package io.podspan.peeringservice.peering.intent;

import java.util.function.Supplier;

/** All or nothing. Port. */
public interface Transaction {
  <T> T call(Supplier<T> work);
}
