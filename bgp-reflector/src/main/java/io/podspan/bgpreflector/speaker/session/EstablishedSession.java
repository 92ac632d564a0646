package io.podspan.bgpreflector.speaker.session;

import io.podspan.addresses.IpAddress;
import io.podspan.bgp.wire.Message;
import io.podspan.bgp.wire.WireOptions;
import io.podspan.bgpreflector.reflect.SessionCounters;
import io.podspan.bgpreflector.rib.RouteSource;
import io.podspan.bgpreflector.speaker.output.OutboundPump;
import io.podspan.bgpreflector.speaker.output.TableMarkers;
import java.time.Instant;

/**
 * What there is of a session while it is established.
 *
 * @param source the session as the shards know it
 * @param open what the peer said of itself
 * @param localAddress our end
 */
public record EstablishedSession(
    RouteSource source,
    Message.Open open,
    WireOptions options,
    IpAddress localAddress,
    int holdTime,
    OutboundPump pump,
    TableMarkers dumps,
    SessionCounters counters,
    Instant since) {}
