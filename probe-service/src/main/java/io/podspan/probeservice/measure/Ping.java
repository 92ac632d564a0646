package io.podspan.probeservice.measure;

import io.podspan.events.reason.PingFailure;

/** The result of the pings from one pod to one address. */
public sealed interface Ping {

  /** How many echo requests went out. */
  int sent();

  /** How many came back. */
  int received();

  /** At least one came back. */
  record Answered(int sent, int received, RoundTrip roundTrip) implements Ping {}

  /**
   * None came back.
   *
   * @param cause why, as far as ping says
   */
  record Silent(int sent, PingFailure cause) implements Ping {
    @Override
    public int received() {
      return 0;
    }
  }
}
