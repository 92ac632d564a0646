/**
 * Routes and which of them is best. One writer: everything mutable here is owned by the shard loop.
 *
 * <p>{@link io.podspan.bgpreflector.rib.RibShard} holds a slice of the destinations. Each {@link
 * io.podspan.bgpreflector.rib.Destination} holds the candidate {@link
 * io.podspan.bgpreflector.rib.Path}s of one prefix, at most one per source. {@link
 * io.podspan.bgpreflector.rib.Decision} says which is best and why. {@link
 * io.podspan.bgpreflector.rib.AttributeInterner} makes equal attributes one object.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>A destination in the table has a candidate or is dirty.
 *   <li>The result of the decision depends on the set of candidates alone, not on the order of
 *       their arrival (RFC 3345).
 *   <li>Attributes of paths are interned: same attributes, same object.
 * </ol>
 *
 * <p>Cost: a path 24 octets and 16 in its source's set; a destination 32 and 24 in the table.
 *
 * <p>RFCs: 4271 section 9.1, 4456 section 9.
 */
@NullMarked
package io.podspan.bgpreflector.rib;

import org.jspecify.annotations.NullMarked;
