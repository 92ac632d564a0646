package io.podspan.bgpreflector.speaker;

import io.podspan.bgp.wire.IpAddress;
import io.podspan.bgp.wire.Message;
import io.podspan.bgp.wire.WireOptions;
import io.podspan.bgpreflector.reflect.SessionCounters;
import io.podspan.bgpreflector.rib.RouteSource;
import java.time.Instant;

/**
 * What there is of a session while it is established.
 *
 * @param source the session as the shards know it
 * @param open what the peer said of itself
 * @param localAddress our end
 */
record Established(
    RouteSource source,
    Message.Open open,
    WireOptions options,
    IpAddress localAddress,
    int holdTime,
    OutboundPump pump,
    Dumps dumps,
    SessionCounters counters,
    Instant since) {}
