/**
 * How much a service takes and holds, whoever asks: more is refused with what to do, and the rest
 * goes on.
 *
 * <p>Flow: the server counts connections and bounds headers (settings of Quarkus in {@code
 * META-INF/microprofile-config.properties}). {@link io.podspan.servicekit.bounds.RequestBounds} is
 * the first handler of each request. It refuses a body that is too large (413), that would be too
 * much together with all other bodies (503), or that does not arrive in time (408). It also refuses
 * requests while other callers do not take their answers (503); {@link
 * io.podspan.servicekit.bounds.UnreadAnswer} ends the connection of such a caller.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>Bodies under way hold at most {@code podspan.http.bodies-under-way}, answers that nobody
 *       takes at most {@code podspan.http.unread-answers} and one answer of each connection more.
 *   <li>What was taken from a {@link io.podspan.servicekit.bounds.Budget} is given back once, when
 *       the request ends, however it ends.
 * </ol>
 *
 * <p>Handlers run on the event loop of their connection and never block.
 */
@NullMarked
package io.podspan.servicekit.bounds;

import org.jspecify.annotations.NullMarked;
