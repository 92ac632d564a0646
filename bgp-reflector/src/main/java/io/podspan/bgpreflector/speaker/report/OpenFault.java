package io.podspan.bgpreflector.speaker.report;

import io.podspan.bgp.wire.Message;
import io.podspan.bgp.wire.NotificationCode;
import java.util.Locale;

/** What was wrong with what a peer sent before its session was established. */
public enum OpenFault {
  VERSION(NotificationCode.UNSUPPORTED_VERSION),
  PEER_AS(NotificationCode.BAD_PEER_AS),
  IDENTIFIER(NotificationCode.BAD_BGP_IDENTIFIER),
  PARAMETER(NotificationCode.UNSUPPORTED_OPTIONAL_PARAMETER),
  HOLD_TIME(NotificationCode.UNACCEPTABLE_HOLD_TIME),
  CAPABILITY(NotificationCode.UNSUPPORTED_CAPABILITY),

  /** It was no OPEN, or a malformed one. */
  MALFORMED(NotificationCode.OPEN_UNSPECIFIC);

  private final NotificationCode code;

  OpenFault(NotificationCode code) {
    this.code = code;
  }

  /**
   * @param sent what the peer got for it
   */
  static OpenFault of(Message.Notification sent) {
    for (OpenFault fault : values()) {
      if (fault.code.matches(sent)) {
        return fault;
      }
    }
    return MALFORMED;
  }

  /** As a metric's tag has it. */
  public String tag() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
