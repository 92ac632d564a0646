/**
 * The reflector among the daemons that it will meet: Debian's gobgpd, bird 1.6 and 2, frr, openbgpd
 * and exabgp, and GoBGP 4.8.0; each in a network namespace of its own on one bridge.
 *
 * <p>{@link io.podspan.bgpreflector.interop.Lab} puts it together from a {@link
 * io.podspan.bgpreflector.interop.Fabric} (namespaces), a {@link
 * io.podspan.bgpreflector.interop.ReflectorUnderTest} (ours, in this JVM, the only class here that
 * knows the engine) and one {@link io.podspan.bgpreflector.interop.Router} per daemon. What is
 * asserted is what the daemons' own command lines say ({@link
 * io.podspan.bgpreflector.interop.SeenRoute}), and what tshark thinks of what we sent.
 */
package io.podspan.bgpreflector.interop;
