/**
 * From where a request comes: what is refused whoever asks, with a token or without. Flow: {@link
 * io.podspan.servicekit.door.request.Inspection} asks one class for each kind of refusal: a foreign
 * name in Host (DNS rebinding), a page of another origin (cross-site requests), a token in the
 * address, a body that a browser sends to anybody (text, forms).
 *
 * <p>Pure decisions over an {@link io.podspan.servicekit.door.request.Inquiry}; RFC 9110, RFC 6454
 * (Origin), W3C Fetch Metadata.
 */
@NullMarked
package io.podspan.servicekit.door.request;

import org.jspecify.annotations.NullMarked;
