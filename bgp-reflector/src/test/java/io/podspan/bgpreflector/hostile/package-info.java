/**
 * The reflector, in this JVM on the loopback, among peers that attack it or are broken. They send
 * bad messages, open connections without using them, flood it, or stop reading.
 *
 * <p>Messages are built and read octet by octet here ({@link
 * io.podspan.bgpreflector.hostile.Bytes}, {@link io.podspan.bgpreflector.hostile.RawUpdate}). The
 * codec of the reflector is not used, because it is what these tests check.
 */
package io.podspan.bgpreflector.hostile;
