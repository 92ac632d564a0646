package io.podspan.events;

import io.podspan.events.check.Require;

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
  public NodeSession {
    Require.text(peerAddress, "session.peerAddress");
    Require.text(state, "session.state");
  }

  public boolean established() {
    return "Established".equals(state);
  }
}
