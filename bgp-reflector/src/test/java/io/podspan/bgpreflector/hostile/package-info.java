/**
 * The reflector, in this JVM on the loopback, among peers that mean it harm or just break: bad
 * messages, connections that lead nowhere, floods, and clients that stop reading.
 *
 * <p>The peers are {@link io.podspan.bgpreflector.hostile.RawPeer}s: plain sockets that share no
 * code with the engine, so that {@link io.podspan.bgpreflector.hostile.RawUpdate} is a second
 * opinion of what was sent.
 */
package io.podspan.bgpreflector.hostile;
