/**
 * Routes and which of them is best. One writer: everything mutable here is owned by the shard loop.
 *
 * <p>{@link io.podspan.bgpreflector.rib.RibShard} holds a slice of the destinations in a {@link
 * io.podspan.bgpreflector.rib.DestinationTable}. Each {@link
 * io.podspan.bgpreflector.rib.Destination} holds the candidate {@link
 * io.podspan.bgpreflector.rib.Path}s of one prefix, at most one per source, and the best of them.
 * {@link io.podspan.bgpreflector.rib.Decision} says which is best and why. {@link
 * io.podspan.bgpreflector.rib.AttributeInterner} makes equal attributes one object; {@link
 * io.podspan.bgpreflector.rib.SourceRoutes} knows which destinations a source has a path to.
 *
 * <p>A route comes in with {@code beginUse} of its attributes, which interns them and makes the one
 * {@code Path} that all prefixes of an UPDATE share; {@code announce} puts it into each
 * destination, which decides at once when the new path is better or worse before MEDs come into
 * play, and leaves it for later when it is not; {@code drainDirty} hands out what changed.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>A destination in the table has a candidate, is dirty, or is pinned by somebody who refers
 *       to it by id.
 *   <li>The result of the decision depends on the set of candidates alone, not on the order of
 *       their arrival (RFC 3345).
 *   <li>Attributes of paths are interned: same attributes, same object.
 *   <li>Nothing is boxed or hashed as a string for a route.
 * </ol>
 *
 * <p>Cost: a destination about 56 octets and 20 in the tables; a path 6 to 12 in its source's set,
 * 16 shared by the prefixes of one UPDATE, and where it is not the only one 4 to 8 in its
 * destination. {@code docs/performance.md} has it measured.
 *
 * <p>RFCs: 4271 section 9.1, 4456 section 9.
 */
@NullMarked
package io.podspan.bgpreflector.rib;

import org.jspecify.annotations.NullMarked;
