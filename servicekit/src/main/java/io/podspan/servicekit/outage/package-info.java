/**
 * Telling an outage from a fault: Postgres or Kafka is away, or our code or data is wrong.
 *
 * <p>After an outage the same work succeeds, so it is repeated until then and nothing is lost. A
 * fault does not heal by itself.
 */
@NullMarked
package io.podspan.servicekit.outage;

import org.jspecify.annotations.NullMarked;
