/**
 * peering-service with as many clusters as nobody has for a test.
 *
 * <p>{@link io.podspan.cli.fleet.Fleet} is what {@code bench/fleet} starts. {@link
 * io.podspan.cli.fleet.Backend} has a real Postgres, a real Kafka and the real peering-service;
 * each {@link io.podspan.cli.fleet.SimulatedCluster} is the lab's API server with a controller that
 * does everything at once; {@link io.podspan.cli.fleet.Reports} says at once what the gates wait
 * for. So what takes time is peering-service. {@link io.podspan.cli.fleet.Trial} registers, plans,
 * joins and counts, {@link io.podspan.cli.fleet.Reads} asks meanwhile, and {@link
 * io.podspan.cli.fleet.Figures} holds what came out against what was aimed at.
 *
 * <p>{@link io.podspan.cli.fleet.ProbeBench} is what {@code bench/probe} starts: {@link
 * io.podspan.cli.fleet.ProbeTrial} lets the real probe-service measure {@link
 * io.podspan.cli.fleet.ProbedCluster}s, whose pods answer every ping.
 *
 * <p>{@link io.podspan.cli.fleet.CollectBench} is what {@code bench/collect} starts: {@link
 * io.podspan.cli.fleet.CollectTrial} lets the real route-collector read {@link
 * io.podspan.cli.fleet.RoutedCluster}s, whose routers are played by {@link
 * io.podspan.cli.fleet.RoutedNode}, and {@link io.podspan.cli.fleet.RouteChanges} changes their
 * routes.
 *
 * <p>Invariants: everything ends within the limit of the plan, and nothing stays but the folder.
 * What the bench itself takes of the processors is told beside what is ours.
 */
@NullMarked
package io.podspan.cli.fleet;

import org.jspecify.annotations.NullMarked;
