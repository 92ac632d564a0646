package io.podspan.routecollector.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.podspan.events.NodeSession;
import org.jspecify.annotations.Nullable;

/**
 * A BGP session as the node's own router has it.
 *
 * @param peerAddress the other end
 * @param peerAsn its AS number, 0 when the router does not say
 * @param state in terms of RFC 4271, as {@code Established}
 * @param reflector whether the other end is a reflector of an interconnect of the cluster
 * @param source {@code exec}, {@code stream} or {@code bmp}, as of routes
 * @param ageSeconds how long ago it was known to be so, absent when that is not known
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SessionRow(
    String peerAddress,
    long peerAsn,
    String state,
    boolean reflector,
    String source,
    @Nullable Long ageSeconds) {
  static SessionRow of(NodeSession session, Provenance from) {
    return new SessionRow(
        session.peerAddress(),
        session.peerAsn(),
        session.state(),
        session.reflector(),
        from.source(),
        from.ageSeconds());
  }
}
