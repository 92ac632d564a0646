/**
 * What every pod really reaches: pings between the pods of joined clusters.
 *
 * <p>{@code events} says when to probe, {@code probe} measures and decides, {@code kubernetes}
 * reaches into pods, {@code store} keeps the last state of each pair, {@code api} answers. This
 * package only puts them together.
 */
@NullMarked
package io.podspan.probeservice;

import org.jspecify.annotations.NullMarked;
