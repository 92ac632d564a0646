/**
 * What protects connections below BGP: TCP MD5 keys (RFC 2385) and TTL security (RFC 5082).
 *
 * <p>{@link io.podspan.bgpreflector.speaker.keys.Keyring} puts the keys of all peers on the
 * listening sockets before the configuration takes effect, because the kernel checks the signature
 * of the first packet.
 */
@NullMarked
package io.podspan.bgpreflector.speaker.keys;

import org.jspecify.annotations.NullMarked;
