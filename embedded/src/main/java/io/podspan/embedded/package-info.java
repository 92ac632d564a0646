/**
 * Postgres and Kafka on one machine, as real servers in child processes, with their data in one
 * folder.
 *
 * <ul>
 *   <li>{@code process}: children of this JVM: how they start, how they die with it, who holds a
 *       port;
 *   <li>{@code postgres}: {@link io.podspan.embedded.postgres.EmbeddedPostgres};
 *   <li>{@code kafka}: {@link io.podspan.embedded.kafka.EmbeddedKafka}.
 * </ul>
 *
 * <p>Invariants: nothing listens on other than the address it was given (loopback by default); a
 * taken port is refused before anything starts, naming its holder; what was acknowledged survives a
 * kill -9 of everything.
 */
@NullMarked
package io.podspan.embedded;

import org.jspecify.annotations.NullMarked;
