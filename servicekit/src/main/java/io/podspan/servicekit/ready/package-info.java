/**
 * Whether the service is ready, and what it waits for if not.
 *
 * <p>A {@link io.podspan.servicekit.ready.Part} says what it waits for and since when. At its start
 * a service tells {@link io.podspan.servicekit.ready.ServiceReadiness} which of its parts it needs;
 * the answer of {@code /q/health/ready} then is one check with the service's name, down while one
 * of these waits, with a line of data per part. A part that a service does not need may wait: the
 * reflector is ready without Kafka.
 */
@NullMarked
package io.podspan.servicekit.ready;

import org.jspecify.annotations.NullMarked;
