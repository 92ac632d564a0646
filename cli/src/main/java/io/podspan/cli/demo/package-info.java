/**
 * The whole main job on a lab of three clusters, and the proof that it was done.
 *
 * <p>{@link io.podspan.cli.demo.Demo} runs the steps: machine and lab side by side, pings that must
 * fail ({@link io.podspan.cli.demo.PodPings}), clusters registered and an interconnect declared
 * over the public API ({@link io.podspan.cli.demo.Operator}), each step told as its event arrives
 * ({@link io.podspan.cli.demo.Narrator}), until the probes say that every pair of clusters is
 * reachable and pings of our own confirm it. What does not get there in time is explained by {@link
 * io.podspan.cli.demo.Diagnosis}.
 *
 * <p>Invariants: the demo uses nothing that a user could not; it trusts no service's word for
 * reachability, but pings in the pods' own namespaces; it ends within its time-out.
 */
@NullMarked
package io.podspan.cli.demo;

import org.jspecify.annotations.NullMarked;
