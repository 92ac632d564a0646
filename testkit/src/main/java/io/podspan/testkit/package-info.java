/**
 * Real Postgres and Kafka for the tests of services.
 *
 * <p>A test class says {@code @QuarkusTestResource(value = RealInfrastructure.class, initArgs
 * = @ResourceArg(name = "schema", value = "peering"))}; {@link
 * io.podspan.testkit.RealInfrastructure} then configures the service under test, and {@link
 * io.podspan.testkit.Infrastructure} lets tests take either server away and bring it back. {@link
 * io.podspan.testkit.Patience} says how long to wait for what other processes do.
 *
 * <p>Invariants: both servers run once per test JVM, however often Quarkus restarts in it, and die
 * with it; their data is below {@code target/}. Quarkus loads classes of tests and of test
 * resources by several class loaders, so what both sides share is kept in a place that the JVM has
 * once, as types of the JDK.
 */
@NullMarked
package io.podspan.testkit;

import org.jspecify.annotations.NullMarked;
