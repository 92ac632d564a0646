/**
 * Everything on one machine: Postgres, Kafka and the five services as children of one JVM.
 *
 * <p>{@link io.podspan.cli.machine.Machine#start} takes the data folder ({@link
 * io.podspan.cli.machine.DataFolder}, which only one process can hold), ends what a killed one left
 * in it ({@link io.podspan.cli.machine.Leftovers}), checks all ports before anything starts ({@link
 * io.podspan.cli.machine.PortPlan}), starts Postgres and Kafka side by side and then the services
 * ({@link io.podspan.cli.machine.Launcher}) all at once. {@link io.podspan.cli.machine.Supervisor}
 * says when one of them dies, with the end of its log, and starts it again.
 *
 * <p>Invariants: nothing is written outside the data folder, and no temporary file outlives its
 * child's machine; children stop in reverse order within bounded time and do not outlive this JVM;
 * every service learns where it lives from its environment alone, as it would in a container.
 */
@NullMarked
package io.podspan.cli.machine;

import org.jspecify.annotations.NullMarked;
