package io.podspan.peeringservice.routers.calico;

import io.podspan.peeringservice.kubernetes.KeySecret;
import io.podspan.peeringservice.peering.Reflector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A BGPPeer of ours that somebody changed so that no node has its session. It is part of a stored
 * document: add components, do not rename them.
 *
 * @param present as it is there
 * @param wanted as it is to be
 * @param whole all of it when this was planned; null in documents of former versions
 */
record EditedPeer(String name, Session present, Session wanted, @Nullable WholePeer whole) {
  /**
   * What makes the session.
   *
   * @param key the Secret with its password; null for none, and where the password stays as it is
   */
  record Session(String peerIp, long asn, @Nullable KeySecret key) {
    boolean isWith(Reflector reflector) {
      return peerIp.equals(reflector.endpoint()) && asn == reflector.asn();
    }

    String shown() {
      return "peerIP "
          + peerIp
          + ", asNumber "
          + asn
          + (key == null ? "" : ", password from " + key.shown());
    }
  }

  EditedPeer reversed() {
    return new EditedPeer(name, wanted, present, whole);
  }

  /** Whether it named our BGPFilter when this was planned. */
  boolean filtered() {
    return whole != null
        && whole.spec().get("filters") instanceof List<?> filters
        && filters.contains(FilterRules.NAME);
  }

  /** What is to be done, a line each. */
  List<String> diff() {
    return List.of(
        "- BGPPeer " + name + ": " + present.shown(), "+ BGPPeer " + name + ": " + wanted.shown());
  }

  /** Where only the other session has a password, this one has none; else it may have any. */
  static boolean isSession(BgpPeer there, Session session, Session other) {
    boolean password =
        session.key() != null
            ? there.secret().equals(session.key().name())
            : other.key() == null || !there.hasPassword();
    return there.endpoint().equals(session.peerIp())
        && there.asn().orElse(0L) == session.asn()
        && password;
  }
}
