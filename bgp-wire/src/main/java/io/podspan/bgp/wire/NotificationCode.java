package io.podspan.bgp.wire;

import java.util.Arrays;

/**
 * Codes and subcodes of NOTIFICATION messages (RFC 4271 section 4.5, RFC 4486, RFC 5492, RFC 7313,
 * RFC 8538, RFC 9234, RFC 9384, RFC 9687).
 */
public enum NotificationCode {
  HEADER_UNSPECIFIC(1, 0, "message header error"),
  CONNECTION_NOT_SYNCHRONIZED(1, 1, "connection not synchronized"),
  BAD_MESSAGE_LENGTH(1, 2, "bad message length"),
  BAD_MESSAGE_TYPE(1, 3, "bad message type"),
  OPEN_UNSPECIFIC(2, 0, "malformed OPEN"),
  UNSUPPORTED_VERSION(2, 1, "unsupported version"),
  BAD_PEER_AS(2, 2, "bad peer AS"),
  BAD_BGP_IDENTIFIER(2, 3, "bad BGP identifier"),
  UNSUPPORTED_OPTIONAL_PARAMETER(2, 4, "unsupported optional parameter"),
  UNACCEPTABLE_HOLD_TIME(2, 6, "unacceptable hold time"),
  UNSUPPORTED_CAPABILITY(2, 7, "unsupported capability"),
  ROLE_MISMATCH(2, 11, "role mismatch"),
  UPDATE_UNSPECIFIC(3, 0, "malformed UPDATE"),
  MALFORMED_ATTRIBUTE_LIST(3, 1, "malformed attribute list"),
  UNRECOGNIZED_WELL_KNOWN(3, 2, "unrecognized well-known attribute"),
  MISSING_WELL_KNOWN(3, 3, "missing well-known attribute"),
  ATTRIBUTE_FLAGS_ERROR(3, 4, "attribute flags error"),
  ATTRIBUTE_LENGTH_ERROR(3, 5, "attribute length error"),
  INVALID_ORIGIN(3, 6, "invalid ORIGIN"),
  INVALID_NEXT_HOP(3, 8, "invalid NEXT_HOP"),
  OPTIONAL_ATTRIBUTE_ERROR(3, 9, "optional attribute error"),
  INVALID_NETWORK_FIELD(3, 10, "invalid network field"),
  MALFORMED_AS_PATH(3, 11, "malformed AS_PATH"),
  HOLD_TIMER_EXPIRED(4, 0, "hold timer expired"),
  FSM_UNSPECIFIC(5, 0, "finite state machine error"),
  UNEXPECTED_IN_OPEN_SENT(5, 1, "unexpected message in OpenSent"),
  UNEXPECTED_IN_OPEN_CONFIRM(5, 2, "unexpected message in OpenConfirm"),
  UNEXPECTED_IN_ESTABLISHED(5, 3, "unexpected message in Established"),
  CEASE_UNSPECIFIC(6, 0, "cease"),
  MAXIMUM_PREFIXES(6, 1, "maximum number of prefixes reached"),
  ADMINISTRATIVE_SHUTDOWN(6, 2, "administrative shutdown"),
  PEER_DECONFIGURED(6, 3, "peer de-configured"),
  ADMINISTRATIVE_RESET(6, 4, "administrative reset"),
  CONNECTION_REJECTED(6, 5, "connection rejected"),
  OTHER_CONFIGURATION_CHANGE(6, 6, "other configuration change"),
  CONNECTION_COLLISION(6, 7, "connection collision resolution"),
  OUT_OF_RESOURCES(6, 8, "out of resources"),
  HARD_RESET(6, 9, "hard reset"),
  BFD_DOWN(6, 10, "BFD down"),
  ROUTE_REFRESH_UNSPECIFIC(7, 0, "ROUTE-REFRESH error"),
  ROUTE_REFRESH_LENGTH(7, 1, "invalid ROUTE-REFRESH length"),
  SEND_HOLD_TIMER_EXPIRED(8, 0, "send hold timer expired");

  private final int code;
  private final int subcode;
  private final String text;

  NotificationCode(int code, int subcode, String text) {
    this.code = code;
    this.subcode = subcode;
    this.text = text;
  }

  public int code() {
    return code;
  }

  public int subcode() {
    return subcode;
  }

  public String text() {
    return text;
  }

  public Message.Notification with(Octets data) {
    return new Message.Notification(code, subcode, data);
  }

  public Message.Notification plain() {
    return with(Octets.NONE);
  }

  /** An administrative shutdown or reset with a reason (RFC 9003), without one if it is empty. */
  public Message.Notification saying(String text) {
    return text.isEmpty() ? plain() : with(ShutdownCommunication.encode(text));
  }

  /** The peer announced more prefixes than its limit (RFC 4486, section 4). */
  public static Message.Notification maximumPrefixes(AddressFamily family, int limit) {
    byte[] data = new byte[7];
    Bytes.putShort(data, 0, family.afi());
    data[2] = (byte) family.safi();
    Bytes.putInt(data, 3, limit);
    return MAXIMUM_PREFIXES.with(Octets.of(data));
  }

  /**
   * A hard reset (RFC 8538, section 3.1): it ends a session and the routes of it too, where a plain
   * NOTIFICATION would not.
   *
   * @param reason goes along as data
   */
  public static Message.Notification hardReset(Message.Notification reason) {
    byte[] data = reason.data().toArray();
    byte[] whole = new byte[2 + data.length];
    whole[0] = (byte) reason.code();
    whole[1] = (byte) reason.subcode();
    System.arraycopy(data, 0, whole, 2, data.length);
    return HARD_RESET.with(Octets.of(whole));
  }

  public boolean matches(Message.Notification notification) {
    return notification.code() == code && notification.subcode() == subcode;
  }

  /** As text, or as numbers if the code is unknown. */
  static String describe(int code, int subcode) {
    return Arrays.stream(values())
        .filter(known -> known.code == code && known.subcode == subcode)
        .map(known -> known.text)
        .findFirst()
        .orElse("code " + code + " subcode " + subcode);
  }
}
