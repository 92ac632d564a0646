package io.podspan.events;

import io.podspan.events.check.JsonSize;
import io.podspan.events.check.Require;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A BGP session as the node's own router sees it.
 *
 * @param peerAddress the other end
 * @param peerAsn its AS number, 0 when the router does not say
 * @param state the router's word in RFC 4271 terms: Idle, Connect, Active, OpenSent, OpenConfirm,
 *     Established
 * @param reflector whether the other end is a reflector of an interconnect of the cluster
 */
public record NodeSession(String peerAddress, long peerAsn, String state, boolean reflector) {
  /** The names of the fields, the numbers and what is around them. */
  private static final int NAMES = 80;

  public NodeSession {
    Require.text(peerAddress, "session.peerAddress");
    Require.text(state, "session.state");
  }

  /** The first of them, as many as fit into so many bytes. */
  static List<NodeSession> first(int bytes, @Nullable List<NodeSession> values, String field) {
    return Require.fitting(bytes, values, NodeSession::size, field);
  }

  private int size() {
    return NAMES + JsonSize.of(peerAddress) + JsonSize.of(state);
  }

  public boolean established() {
    return "Established".equals(state);
  }
}
