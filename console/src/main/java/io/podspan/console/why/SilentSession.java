package io.podspan.console.why;

import io.podspan.addresses.IpAddress;

/**
 * A session that is not well, and the way to it.
 *
 * @param cluster of the node
 * @param node that should have it
 * @param reflector its name
 * @param address of the reflector
 */
public record SilentSession(String cluster, String node, String reflector, IpAddress address) {}
