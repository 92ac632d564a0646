/**
 * REST out: the journal page by page and as a stream of server-sent events, and the overview.
 *
 * <p>{@link io.podspan.console.api.EventsResource} reads the store; {@link
 * io.podspan.console.api.StreamResource} gives each reader a virtual thread that owns a {@link
 * io.podspan.console.journal.Follower} and waits for its own socket only. Faults are problem
 * responses.
 */
@NullMarked
package io.podspan.console.api;

import org.jspecify.annotations.NullMarked;
