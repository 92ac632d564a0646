/**
 * Why one end does not reach another: one sentence, what to do, and the walk that found it.
 *
 * <p>Flow: {@link io.podspan.console.why.End} reads what was asked, {@link
 * io.podspan.console.why.Places} finds where it is, {@link io.podspan.console.why.Known} is all
 * that is known of the way, and {@link io.podspan.console.why.Walk} goes along it as a packet
 * would: the node it leaves, the route in its kernel, the node it comes to; then the way back; then
 * what pings say. Where a route lacks, the walk goes back through session, reflector and
 * announcement to the node that the route comes from.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>Pure: the same knowledge gives the same {@link io.podspan.console.why.Explanation}.
 *   <li>The first break on the way is the answer. A ping that fails is the answer only where no
 *       break was found: it is what the break does.
 *   <li>What could not be found out is UNKNOWN. It is never a break, and never "all is well".
 *   <li>Each thing that is said has evidence: what, who says so, when.
 * </ol>
 */
@NullMarked
package io.podspan.console.why;

import org.jspecify.annotations.NullMarked;
