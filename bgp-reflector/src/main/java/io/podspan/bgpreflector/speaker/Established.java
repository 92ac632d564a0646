package io.podspan.bgpreflector.speaker;

import io.podspan.bgpreflector.reflect.SessionCounters;
import io.podspan.bgpreflector.rib.RouteSource;
import io.podspan.bgpreflector.wire.AddressFamily;
import io.podspan.bgpreflector.wire.Ipv4Address;
import io.podspan.bgpreflector.wire.WireOptions;
import java.time.Instant;
import java.util.Set;

/**
 * What there is of a session while it is established.
 *
 * @param source the session as the shard knows it
 * @param localAddress our end
 * @param refreshable whether the peer understands ROUTE-REFRESH
 */
record Established(
    RouteSource source,
    Ipv4Address routerId,
    WireOptions options,
    Set<AddressFamily> families,
    int localAddress,
    boolean refreshable,
    int holdTime,
    OutboundPump pump,
    SessionCounters counters,
    Instant since) {}
