/**
 * What every pod really reaches: pings between the pods of joined clusters.
 *
 * <p>{@code events} decides when to probe; {@code measure} measures; {@code verdict} decides what a
 * measurement means; {@code probe} holds the use cases; {@code kubernetes} runs ping in pods;
 * {@code ends} says what a name stands for, and {@code paths} what one end reaches of another;
 * {@code history} is what was measured over time; {@code store} keeps both, and the last state of
 * each pair; {@code api} answers. This package only puts them together.
 */
@NullMarked
package io.podspan.probeservice;

import org.jspecify.annotations.NullMarked;
