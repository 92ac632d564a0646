/**
 * IP addresses and prefixes of both families: parsing, text, order, containment and arithmetic.
 * Every module uses these types. They know the JDK only.
 *
 * <p>{@link io.podspan.addresses.IpAddress} and {@link io.podspan.addresses.Prefix} keep their bits
 * in two longs. Structures on a hot path, such as a routing table, store these longs and the length
 * themselves and build a record at the edge.
 *
 * <p>Each type has two ways in: {@code parse} returns an empty Optional for text that it refuses,
 * {@code of} throws an IllegalArgumentException whose message says what is wrong, for people.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>One value has one text: dotted quad for IPv4, RFC 5952 for IPv6. Equal values have equal
 *       texts.
 *   <li>Parsing is strict: no host names, no zones (RFC 4007), no leading zeros in IPv4, no spaces,
 *       no bits after the length of a prefix. Text that is too long is refused before it is read.
 *   <li>Everything is immutable and may be used by any thread.
 * </ol>
 *
 * <p>RFCs: 4291 (IPv6 addressing), 4632 (prefixes), 5952 (IPv6 text).
 */
@NullMarked
package io.podspan.addresses;

import org.jspecify.annotations.NullMarked;
