/**
 * Reading nodes through their clusters' API: find the router's pod on each node, run the router's
 * own commands and {@code ip -j route} in it, and read what they say.
 *
 * <p>{@link io.podspan.routecollector.kubernetes.RouterKind} is the table of routers: where the pod
 * is and which commands to run. Everything that comes back is untrusted text: a row that cannot be
 * read is left out, a whole that cannot be read makes the node unreadable, and nothing throws. A
 * GoBGP's JSON is a plain marshal of its API structs, whose names differ between versions 3 and 4;
 * BIRD's text differs between 1.6 and 2. Both forms of each are read.
 */
@NullMarked
package io.podspan.routecollector.kubernetes;

import org.jspecify.annotations.NullMarked;
