/**
 * Consuming events: what is not readable never stops a consumer.
 *
 * <p>{@link io.podspan.servicekit.consume.InboundEvents} reads a record and hands the event to the
 * service's handler. A handler that fails because the database is away is tried again until it is
 * back (the record stays uncommitted, nothing is lost); one that fails otherwise is tried a few
 * times, and then the record goes where unreadable ones go: to the dead-letter topic ({@link
 * io.podspan.servicekit.consume.DeadLetters}), counted, with the reason in its headers.
 */
@NullMarked
package io.podspan.servicekit.consume;

import org.jspecify.annotations.NullMarked;
