/**
 * Reads nodes through the API of their cluster. It finds the router's pod of each node, runs the
 * commands of its {@link io.podspan.routecollector.router.RouterKind} and {@code ip} in it, and
 * hands the output to their readers. {@link
 * io.podspan.routecollector.kubernetes.KubernetesFeedSource} follows a node by one command that
 * goes on. A question that fails spoils only its own answer; a node that answers none is
 * unreadable; nothing throws.
 */
@NullMarked
package io.podspan.routecollector.kubernetes;

import org.jspecify.annotations.NullMarked;
