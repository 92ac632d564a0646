package io.podspan.bgpreflector.speaker.pulse;

/**
 * What the kernel knows of a connection at one moment (struct tcp_info of linux/tcp.h).
 *
 * @param probes TCP keepalives in a row that were not answered
 * @param retransmits how often in a row the oldest unacknowledged data was sent again
 * @param unacked segments that are sent and not acknowledged
 * @param sinceAck milliseconds since the last acknowledgement; one without news counts too
 * @param bytesAcked how much of our data the peer has acknowledged
 * @param bytesReceived how much of the peer's data has arrived, repetitions not counted
 * @param segments segments that arrived, of any kind
 * @param dataSegments those of them with data, repetitions counted
 */
public record TcpSigns(
    int probes,
    int retransmits,
    int unacked,
    long sinceAck,
    long bytesAcked,
    long bytesReceived,
    int segments,
    int dataSegments) {

  /** Before anything was sent or received. */
  static final TcpSigns NONE = new TcpSigns(0, 0, 0, 0, 0, 0, 0, 0);
}
