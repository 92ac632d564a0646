/**
 * What is taken from whom, what is passed on to whom, and in which bytes (RFC 4456). Owned by the
 * shard loop; sockets are beyond.
 *
 * <p>In: {@link io.podspan.bgpreflector.reflect.ReflectionEngine} asks {@link
 * io.podspan.bgpreflector.reflect.ImportPolicy} and {@link
 * io.podspan.bgpreflector.reflect.ReflectionRules} whether a route may come in; what may not is
 * withdrawn, counted and told. Out: peers whose output is byte-identical share an {@link
 * io.podspan.bgpreflector.reflect.UpdateGroup}; a change is encoded once by {@link
 * io.podspan.bgpreflector.reflect.UpdatePacker}, appended to the group's {@link
 * io.podspan.bgpreflector.reflect.GroupLog}, and every member's I/O loop reads it there through its
 * {@link io.podspan.bgpreflector.reflect.Segment}.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>An UPDATE always replaces what its sender had announced for the prefix, also when it is
 *       rejected.
 *   <li>Nobody gets a route that came from himself: packets carry the source they are not for. When
 *       the best path moves <em>to</em> a member, that member alone gets a withdrawal of what he
 *       had before.
 *   <li>A group remembers what it announced; nothing is withdrawn that was not announced, and
 *       nothing announced twice.
 *   <li>A member that joins reads a private log with everything announced so far and End-of-RIB,
 *       then the group's.
 *   <li>NEXT_HOP is passed on as it came.
 * </ol>
 *
 * <p>Cost per prefix and group: one reference and one key.
 */
@NullMarked
package io.podspan.bgpreflector.reflect;

import org.jspecify.annotations.NullMarked;
