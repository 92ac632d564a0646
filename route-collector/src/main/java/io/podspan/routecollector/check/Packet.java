package io.podspan.routecollector.check;

import io.podspan.addresses.IpAddress;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A packet that a node passes on: the first of a connection, of any protocol.
 *
 * @param source null when it is not known
 * @param in the interface that it comes in by, null when that is not known
 * @param out the interface that it goes out of, null when that is not known
 * @param own the addresses of the node
 */
record Packet(
    @Nullable IpAddress source,
    IpAddress destination,
    @Nullable String in,
    @Nullable String out,
    Set<IpAddress> own) {}
