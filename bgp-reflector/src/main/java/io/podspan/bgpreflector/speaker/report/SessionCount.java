package io.podspan.bgpreflector.speaker.report;

/** What is counted for all sessions together, since the start. */
public enum SessionCount {
  HOLD_EXPIRED("Sessions and attempts that ended because the hold timer expired"),
  SEND_HOLD_EXPIRED("Sessions that ended because the peer read nothing (RFC 9687)"),
  PREFIX_LIMIT_REACHED("Sessions that ended because the peer announced too much"),
  COLLISIONS("Connections given up for another one with the same peer"),
  MALFORMED("Messages that ended their session"),
  STALLED("Peers of established sessions that ceased to answer"),
  SILENT_ASKED("Requests for the routes of peers that restarted and said nothing (RFC 2918)");

  private final String description;

  SessionCount(String description) {
    this.description = description;
  }

  public String description() {
    return description;
  }
}
