/**
 * The contract between services: every fact that one service tells another, as a record.
 *
 * <p>Services meet nowhere else. A topic is a sealed interface ({@link
 * io.podspan.events.IntentEvent}, {@link io.podspan.events.RolloutEvent}, ...) whose records are
 * the facts of that topic. The compiler checks a consumer's switch. {@link io.podspan.events.Topic}
 * is the table of topics; {@link io.podspan.events.envelope.EventTypes} the table of type names.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>An event is a fact in the past tense and complete: a consumer needs no other service to
 *       understand it.
 *   <li>No event holds a secret. Access to a cluster is a reference ({@link
 *       io.podspan.events.AccessReference}).
 *   <li>A type once published parses for ever: fields are added, never renamed or removed; a change
 *       of meaning is a new version of the type. A golden file per type guards it.
 *   <li>Addresses and prefixes are text in canonical form ({@code 10.1.0.0/24}). Durations are
 *       whole milliseconds, and their names say so.
 *   <li>Every text is bounded ({@link io.podspan.events.check.Require}).
 *   <li>Why something happened is a value in the field {@code cause} ({@link
 *       io.podspan.events.reason.Reason}); the text field beside it is that value in words.
 * </ol>
 *
 * <p>This package knows the JDK and Jackson's annotations only; transport is in {@code envelope},
 * {@code outbox} and {@code world}.
 */
@NullMarked
package io.podspan.events;

import org.jspecify.annotations.NullMarked;
