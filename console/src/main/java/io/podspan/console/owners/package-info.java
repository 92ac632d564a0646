/**
 * Asks the other services what is true now, for {@code why} alone.
 *
 * <p>Flow: {@link io.podspan.console.owners.Inquiry} asks about both ends at the same time, then
 * has the way between them measured and both nodes looked at. {@link
 * io.podspan.console.owners.RestOwners} is the port {@link io.podspan.console.why.Owners} over
 * REST: {@link io.podspan.console.owners.OwnerClient} sends, {@link
 * io.podspan.console.owners.OwnerJson} reads.
 *
 * <p>Invariants (ADR 35):
 *
 * <ol>
 *   <li>Only this package calls another service. What is kept comes by events.
 *   <li>The caller's token goes with each request, to the configured addresses and nowhere else. It
 *       is in no log, answer or text.
 *   <li>2 s for an answer, 4 s for a look at a node, 8 s for pings, 17 s for the search of the path
 *       MTU, 20 s in all. Who does not answer is silent, which is never "no".
 *   <li>Answers are bounded, and what they say is cut.
 * </ol>
 *
 * <p>Threads: a virtual one for each request, which ends with its bound or with the question.
 */
@NullMarked
package io.podspan.console.owners;

import org.jspecify.annotations.NullMarked;
