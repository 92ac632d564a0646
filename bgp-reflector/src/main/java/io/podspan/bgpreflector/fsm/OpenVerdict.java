package io.podspan.bgpreflector.fsm;

import io.podspan.addresses.Ipv4Address;
import io.podspan.bgp.wire.Capabilities;
import io.podspan.bgp.wire.CapabilityType;
import io.podspan.bgp.wire.Malformed;
import io.podspan.bgp.wire.Message;
import io.podspan.bgp.wire.NotificationCode;
import io.podspan.bgp.wire.Octets;

/** Whether a peer's OPEN is acceptable (RFC 4271 section 6.2, RFC 6286, RFC 5492 section 3). */
sealed interface OpenVerdict {

  /**
   * @param holdTime the smaller one of both offers (section 4.2)
   */
  record Accepted(int holdTime) implements OpenVerdict {}

  record Refused(Malformed malformed) implements OpenVerdict {}

  static OpenVerdict of(Message.Open open, SessionPolicy policy) {
    if (open.version() != 4) {
      return refused(
          NotificationCode.UNSUPPORTED_VERSION, Octets.ofShort(4), "BGP version " + open.version());
    }
    if (open.effectiveAsn() != policy.peerAsn()) {
      return refused(
          NotificationCode.BAD_PEER_AS,
          Octets.NONE,
          "AS " + open.effectiveAsn() + " instead of " + policy.peerAsn());
    }
    if (open.routerId() == 0) {
      return refused(NotificationCode.BAD_BGP_IDENTIFIER, Octets.NONE, "BGP identifier 0.0.0.0");
    }
    if (policy.internal() && open.routerId() == policy.localRouterId()) {
      return refused(
          NotificationCode.BAD_BGP_IDENTIFIER,
          Octets.NONE,
          "BGP identifier "
              + new Ipv4Address(open.routerId())
              + " is the reflector's own: give one of them another (routerId)");
    }
    if (open.holdTime() == 1 || open.holdTime() == 2) {
      return refused(
          NotificationCode.UNACCEPTABLE_HOLD_TIME, Octets.NONE, "hold time " + open.holdTime());
    }
    if (policy.families().stream().noneMatch(open.capabilities()::carries)) {
      return refused(
          NotificationCode.UNSUPPORTED_CAPABILITY,
          Capabilities.NONE.with(CapabilityType.MULTIPROTOCOL, policy.families()).encoded(),
          "no family in common");
    }
    return new Accepted(Math.min(open.holdTime(), policy.holdTime()));
  }

  private static Refused refused(NotificationCode code, Octets data, String why) {
    return new Refused(new Malformed(code.with(data), why));
  }
}
