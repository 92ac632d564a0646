package io.podspan.console.why;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;

/**
 * A route that a node lacks, and a reflector that should have brought it: only the reflector knows
 * what it did with it.
 *
 * @param reflector its name
 * @param cluster of the node
 * @param node that lacks the route
 * @param address of that node, by which the reflector knows it
 * @param origin the address of the node that should announce it
 */
public record RouteInDoubt(
    String reflector,
    String cluster,
    String node,
    IpAddress address,
    Prefix prefix,
    IpAddress origin) {}
