/**
 * Routes, and which of them is best. One writer: everything mutable here is owned by the shard
 * loop.
 *
 * <p>{@link io.podspan.bgpreflector.rib.RibShard} holds a slice of the destinations in a {@link
 * io.podspan.bgpreflector.rib.DestinationTable}. Each {@link
 * io.podspan.bgpreflector.rib.Destination} holds the candidate {@link
 * io.podspan.bgpreflector.rib.Path}s of one prefix and the best of them. {@link
 * io.podspan.bgpreflector.rib.Decision} says which one is best and why. {@link
 * io.podspan.bgpreflector.rib.AttributeInterner} makes equal attributes one object. {@link
 * io.podspan.bgpreflector.rib.SourceRoutes} knows which paths a source has.
 *
 * <p>A {@link io.podspan.bgpreflector.rib.RouteSource} is a peer, and not one of its sessions: its
 * paths can outlive a session. A path is known by its source and its path identifier (RFC 7911), so
 * that a source can have several paths to one destination. Nearly all paths have no identifier, and
 * these cost nothing for it.
 *
 * <p>A route comes in with {@code beginUse} of its attributes, which interns them and makes the one
 * {@code Path} that all prefixes of an UPDATE share. {@code announce} puts it into each
 * destination. The destination decides at once when the new path is better or worse before MEDs
 * count, and later when it is not. {@code drainDirty} hands out what changed.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>A destination in the table has a candidate, is dirty, or is pinned by an owner that refers
 *       to it by id.
 *   <li>A destination has at most one path for a source and a path identifier.
 *   <li>The decision depends on the set of candidates, and not on the order of their arrival (RFC
 *       3345).
 *   <li>Attributes of paths are interned: same attributes, same object.
 *   <li>Nothing is boxed or hashed as a string for a route.
 * </ol>
 *
 * <p>Cost: a destination about 56 octets, and 20 in the tables; a path 6 to 12 in its source's set,
 * 16 shared by the prefixes of one UPDATE, and 4 to 8 in its destination where it is not the only
 * one. A path with an identifier has 8 octets more. {@code docs/performance.md} has it measured.
 *
 * <p>RFCs: 4271 section 9.1, 4456 section 9, 7911 section 5.
 */
@NullMarked
package io.podspan.bgpreflector.rib;

import org.jspecify.annotations.NullMarked;
