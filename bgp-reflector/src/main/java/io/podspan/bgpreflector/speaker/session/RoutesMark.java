package io.podspan.bgpreflector.speaker.session;

import io.podspan.bgp.wire.AddressFamily;
import java.util.Set;

/**
 * What others are told of a peer's routes, without the routes. Another mark means that there is
 * something new to tell.
 *
 * @param established whether there is a session
 * @param stale whether routes are kept that the peer has not announced again
 * @param endOfRib the families that the peer has announced completely in this session
 * @param session how many sessions there were until now
 * @param changes another value whenever another prefix is taken, or one is taken no longer
 */
public record RoutesMark(
    boolean established, boolean stale, Set<AddressFamily> endOfRib, long session, long changes) {}
