/**
 * Everything breaks while interconnects come and go, and afterwards everything has to be true.
 *
 * <p>{@link io.podspan.cli.chaos.Chaos} is what {@code bench/chaos} starts, in network, mount and
 * process namespaces of its own. {@link io.podspan.cli.chaos.Stage} sets everything up: a lab, the
 * machine as a user has it, and a {@link io.podspan.cli.chaos.Wire} between each service and each
 * of its servers. Then {@link io.podspan.cli.chaos.Driver} declares, changes and withdraws, writing
 * what was answered into the {@link io.podspan.cli.chaos.Ledger}, while {@link
 * io.podspan.cli.chaos.Injector} lets {@link io.podspan.cli.chaos.FaultKind faults} begin and heal.
 * At the end all faults are healed, {@link io.podspan.cli.chaos.Settling} waits until nothing is
 * under way, and every {@link io.podspan.cli.chaos.Check} says what is not as it should be.
 *
 * <pre>
 *   driver thread ---- REST ----> machine, lab <---- signals, wires, disks, clocks ---- injector threads
 *        |                            |
 *      Ledger ---------------------> checks ---> Report
 * </pre>
 *
 * <p>Invariants: every random choice comes from the seed, each thread from its own, so that the
 * same seed makes the same faults, whatever runs; only their moments differ. Requests also follow
 * what was answered. Nothing outside of the namespaces is harmed, and nothing survives them.
 */
@NullMarked
package io.podspan.cli.chaos;

import org.jspecify.annotations.NullMarked;
