/**
 * Who calls: names, roles and tokens. A folder has a file {@code NAME.ROLE} for each caller, with
 * its token or the SHA-256 of it. Only digests are kept in memory, and no text names what is in a
 * file.
 *
 * <p>Another way to know a caller (OIDC, a TokenReview of Kubernetes) is another {@code
 * HttpAuthenticationMechanism} beside {@code door.TokenMechanism} that ends in the same {@link
 * io.podspan.servicekit.door.caller.Caller} with one of the three roles; nothing behind the door
 * changes.
 *
 * <p>Owner thread: none; {@link io.podspan.servicekit.door.caller.Callers} is safe for all.
 */
@NullMarked
package io.podspan.servicekit.door.caller;

import org.jspecify.annotations.NullMarked;
