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
 * <p>Invariants: each server listens only on its configured address (loopback by default); a taken
 * port is an error before anything starts, and the error names its holder; acknowledged data
 * survives a kill -9 of everything.
 */
@NullMarked
package io.podspan.embedded;

import org.jspecify.annotations.NullMarked;
