/**
 * PostgreSQL 18 as a child process.
 *
 * <p>{@link io.podspan.embedded.postgres.EmbeddedPostgres#start} takes six steps: unpack the
 * binaries once ({@link io.podspan.embedded.postgres.Binaries}), stop what a killed launcher left
 * behind and initialise the cluster when it is new ({@link
 * io.podspan.embedded.postgres.DataFolder}), check the port, run {@code postgres} itself rather
 * than {@code pg_ctl} so that its death is seen, wait until its pid file says ready, and give every
 * schema its role ({@link io.podspan.embedded.postgres.Provisioning}).
 *
 * <p>Invariants: logins need a password (scram-sha-256), kept in a file that only its owner reads;
 * a role owns one schema and reads no other. PostgreSQL refuses to run as root. Under root it runs
 * in a user namespace without a mapping, which hides root from it.
 */
@NullMarked
package io.podspan.embedded.postgres;

import org.jspecify.annotations.NullMarked;
