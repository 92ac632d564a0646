package io.podspan.probeservice.probe;

/** What became of the pings from one pod to one address. */
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
   * @param error what ping said, one bounded line
   */
  record Silent(int sent, String error) implements Ping {
    @Override
    public int received() {
      return 0;
    }
  }
}
