/**
 * REST out: the journal page by page and as a stream of server-sent events, the overview, and the
 * problems.
 *
 * <p>{@link io.podspan.console.api.EventsResource} reads the store; {@link
 * io.podspan.console.api.StreamResource} gives each reader a virtual thread that owns a {@link
 * io.podspan.console.journal.Follower} and waits only for its own socket. Errors are problem
 * responses (RFC 9457).
 */
@NullMarked
package io.podspan.console.api;

import org.jspecify.annotations.NullMarked;
