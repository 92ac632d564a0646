/**
 * Who may write the intent: Ed25519 signatures in the headers of records.
 *
 * <p>{@link io.podspan.events.signature.SigningKey} signs a record when it is sent. The signature
 * is over the topic, the key, the value, and the headers that say of which installation and
 * generation the event is, what it is, and when it happened ({@link
 * io.podspan.events.signature.SignedRecord}). So a record cannot be moved to another key, topic or
 * installation, nor be given a newer generation. Sending an old one again is left to the reader: he
 * takes no older generation of a key. {@link io.podspan.events.signature.TrustedKeys} are the
 * public keys of a reader; while a key is replaced, there are two.
 *
 * <p>Keys are PEM files, as OpenSSL writes them.
 */
@NullMarked
package io.podspan.events.signature;

import org.jspecify.annotations.NullMarked;
