/**
 * Real Postgres and Kafka for the tests of services.
 *
 * <p>A test class says {@code @QuarkusTestResource(value = RealInfrastructure.class, initArgs
 * = @ResourceArg(name = "schema", value = "peering"))}; {@link
 * io.podspan.testkit.RealInfrastructure} then configures the service under test, and {@link
 * io.podspan.testkit.Infrastructure} lets tests stop either server and start it again. {@link
 * io.podspan.testkit.Patience} says how long to wait for what other processes do.
 *
 * <p>Invariants: both servers run once per test JVM, however often Quarkus restarts in it, and end
 * with it; their data is below {@code target/}. Quarkus loads tests and test resources by several
 * class loaders. Both sides share state through the system class loader, as types of the JDK.
 */
@NullMarked
package io.podspan.testkit;

import org.jspecify.annotations.NullMarked;
