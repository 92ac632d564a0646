package io.podspan.routecollector.api;

import org.jspecify.annotations.Nullable;

/**
 * What to look at.
 *
 * @param cluster a registered cluster
 * @param node a node of it, the one that is looked at
 * @param destination an IPv4 or IPv6 address: where the packets go
 * @param source the address that they come from, absent when it does not matter
 * @param pod the address of a pod of this node that sends them, absent when none does
 */
public record CheckRequest(
    @Nullable String cluster,
    @Nullable String node,
    @Nullable String destination,
    @Nullable String source,
    @Nullable String pod) {}
