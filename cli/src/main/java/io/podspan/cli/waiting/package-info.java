/**
 * Waiting for what an object becomes. {@link io.podspan.cli.waiting.Condition} judges an answer,
 * and {@link io.podspan.cli.waiting.Waiting} asks until it is done, can never be, or the time is
 * over.
 *
 * <p>Invariants: a wait says what it waits for. A service that does not answer is waited for, too:
 * "could not find out" is never "no".
 */
@NullMarked
package io.podspan.cli.waiting;

import org.jspecify.annotations.NullMarked;
