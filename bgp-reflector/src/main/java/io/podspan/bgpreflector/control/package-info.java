/**
 * The engine's place among the services: configuration, intent in, events out, REST, health,
 * metrics. The only package that knows Quarkus.
 *
 * <p>In: {@link io.podspan.bgpreflector.control.ReflectorConfig} and the intent topic become engine
 * records at the door ({@link io.podspan.bgpreflector.control.Configuration}), and nothing of the
 * contract goes further in. What is in force is also on the local disk ({@link
 * io.podspan.bgpreflector.control.ConfigurationFile}), and a start without Kafka takes it from
 * there.
 *
 * <p>Out: the engine's threads put events into {@link io.podspan.bgpreflector.control.EventQueue},
 * which never makes them wait; {@link io.podspan.bgpreflector.control.EventSender} has a thread and
 * a Kafka producer of its own. REST answers come from snapshots.
 */
@NullMarked
package io.podspan.bgpreflector.control;

import org.jspecify.annotations.NullMarked;
