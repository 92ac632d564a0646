/**
 * Conditional requests (RFC 9110, section 13): nobody overwrites what he has not seen, and nobody
 * is sent again what he has.
 *
 * <p>Flow: an answer about one resource carries its {@link
 * io.podspan.servicekit.conditional.ResourceTag} in {@code ETag}. {@link
 * io.podspan.servicekit.conditional.Conditions} are the headers {@code If-Match} and {@code
 * If-None-Match} of a request. A change checks them against the tag of what is kept, inside of the
 * transaction that makes the change; a read answers 304 where nothing differs.
 *
 * <p>A tag has two parts. The first one has a short digest of each field that callers may set. The
 * second one is a digest of all that is shown, which also changes by itself: conditions, nodes,
 * times. {@code If-Match} compares the first part, because only that can be overwritten; {@code
 * If-None-Match} of a read compares both ({@code docs/adr/0023}).
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>A change under {@code If-Match} happens only while every field that callers may set is as
 *       it was in the answer with that tag, and the resource was not made anew.
 *   <li>A refusal (412) names the fields that differ and their present values.
 * </ol>
 *
 * <p>{@link io.podspan.servicekit.conditional.MergePatch} makes a whole body of a part of one (RFC
 * 7386).
 *
 * <p>Everything here is pure.
 */
@NullMarked
package io.podspan.servicekit.conditional;

import org.jspecify.annotations.NullMarked;
