/**
 * The one way to consume Kafka: raw bytes come in, our codec decides what they are, and no record
 * stops the ones behind it.
 *
 * <p>{@link io.podspan.servicekit.consume.Consumers} makes the consumers of a service, each on a
 * supervised thread of its own ({@link io.podspan.servicekit.consume.ConsumerTask}):
 *
 * <ul>
 *   <li>a group, or one that reads alone ({@link io.podspan.servicekit.consume.BatchReader}):
 *       batches in order, committed when they are handled;
 *   <li>a tail ({@link io.podspan.servicekit.consume.TailReader}): what happens from now on, to
 *       every instance;
 *   <li>any other {@link io.podspan.servicekit.consume.Reader}, as the two of package {@code
 *       follow}.
 * </ul>
 *
 * <p>{@link io.podspan.servicekit.consume.RecordReader} turns a record into an {@link
 * io.podspan.servicekit.consume.Arrived} event, or into a dead letter when it is not readable. The
 * service's handler gets the events. A handler that fails because the database is away is called
 * again with the same batch until it is back. A batch that fails otherwise is handled one event at
 * a time; an event that fails five times becomes a dead letter ({@link
 * io.podspan.servicekit.consume.Delivery}).
 *
 * <p>A compacted topic is read from its beginning at each start. What is not readable in it is told
 * once ({@link io.podspan.servicekit.consume.Told}).
 *
 * <p>A position belongs to a topic's id, not to its name ({@link
 * io.podspan.servicekit.consume.Origins}): a topic that was created again is read from its
 * beginning, in its order.
 *
 * <p>{@link io.podspan.servicekit.consume.Progress} knows how far such a consumer is, and {@link
 * io.podspan.servicekit.consume.ConsumersCheck} tells it in readiness. A group notices a dead
 * member after six seconds; whoever reads alone waits for nobody.
 *
 * <p>Invariant: an offset is committed after everything before it is handled or is a dead letter.
 * So a handler may see an event twice and never misses one.
 */
@NullMarked
package io.podspan.servicekit.consume;

import org.jspecify.annotations.NullMarked;
